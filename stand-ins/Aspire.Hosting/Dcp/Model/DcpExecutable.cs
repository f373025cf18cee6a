namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpExecutable : DcpObject
{
    public const string Plural = "executables";

    public DcpExecutableSpec? Spec { get; init; }

    public DcpExecutableStatus? Status { get; init; }
}
