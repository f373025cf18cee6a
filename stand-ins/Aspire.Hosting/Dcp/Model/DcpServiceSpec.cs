namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpServiceSpec
{
    public string? Address { get; init; }

    public int? Port { get; init; }

    public string Protocol { get; init; } = "TCP";

    /// <summary><c>Localhost</c> for a proxy of the orchestrator's, <c>Proxyless</c> for none.</summary>
    public string AddressAllocationMode { get; init; } = "Localhost";
}
