namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Instances of a node group are not what they should be; EKS shows the issue on the group.</summary>
/// <param name="reason">What the log and the span tell beyond the issue's own words.</param>
internal sealed class NodeJoinException(EksIssue issue, string reason) : Exception(reason)
{
    public EksIssue Issue { get; } = issue;
}
