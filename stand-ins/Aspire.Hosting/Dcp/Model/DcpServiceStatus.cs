namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpServiceStatus
{
    public string? State { get; init; }

    public string? EffectiveAddress { get; init; }

    public int? EffectivePort { get; init; }
}
