namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Amazon Elastic Kubernetes Service: clusters, managed node groups, access entries.</summary>
internal sealed class EksService(ClusterOperations clusters, NodeGroupOperations nodeGroups, AccessEntryOperations accessEntries, EksTagOperations tags) : IAwsService
{
    public string SigningName => "eks";

    public AwsProtocol Protocol => AwsProtocol.RestJson;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public IReadOnlyCollection<AwsOperation> Operations { get; } =
        [.. clusters.Operations, .. nodeGroups.Operations, .. accessEntries.Operations, .. tags.Operations];
}
