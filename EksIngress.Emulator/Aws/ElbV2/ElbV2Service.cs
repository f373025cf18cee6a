namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Elastic Load Balancing v2: Application Load Balancers, and Network ones in front of them.</summary>
internal sealed class ElbV2Service(IEnumerable<IElbOperations> operations) : IAwsService
{
    public string SigningName => "elasticloadbalancing";

    public AwsProtocol Protocol => AwsProtocol.Query;

    public string ApiVersion => "2015-12-01";

    public string XmlNamespace => "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    public IReadOnlyCollection<AwsOperation> Operations { get; } = [.. operations.SelectMany(group => group.Operations)];
}
