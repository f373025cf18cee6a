namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpServiceStatus
{
    public string? State { get; init; }

    public string? EffectiveAddress { get; init; }

    public int? EffectivePort { get; init; }

    /// <summary>The orchestrator's own process that proxies; it runs the controllers too, and is the last to end.</summary>
    public int? ProxyProcessPid { get; init; }
}
