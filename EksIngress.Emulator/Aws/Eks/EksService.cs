namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Amazon Elastic Kubernetes Service: clusters, managed node groups, add-ons, access entries, pod identities.</summary>
internal sealed class EksService(IEnumerable<IEksOperations> operations) : IAwsService
{
    public string SigningName => "eks";

    public AwsProtocol Protocol => AwsProtocol.RestJson;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public IReadOnlyCollection<AwsOperation> Operations { get; } = [.. operations.SelectMany(group => group.Operations)];
}
