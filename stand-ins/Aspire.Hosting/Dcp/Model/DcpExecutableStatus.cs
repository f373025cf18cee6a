namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpExecutableStatus
{
    public string? State { get; init; }

    public int? Pid { get; init; }

    public int? ExitCode { get; init; }

    public DateTimeOffset? StartupTimestamp { get; init; }

    public DateTimeOffset? FinishTimestamp { get; init; }

    public IReadOnlyList<DcpVariable>? EffectiveEnv { get; init; }

    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}
