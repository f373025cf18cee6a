namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpEndpoint : DcpObject
{
    public const string Plural = "endpoints";

    public DcpEndpointSpec? Spec { get; init; }
}
