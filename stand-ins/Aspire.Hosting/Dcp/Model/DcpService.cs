namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpService : DcpObject
{
    public const string Plural = "services";

    public DcpServiceSpec? Spec { get; init; }

    public DcpServiceStatus? Status { get; init; }
}
