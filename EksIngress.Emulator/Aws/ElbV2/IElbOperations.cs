namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The operations of the service on one kind of resource.</summary>
internal interface IElbOperations
{
    IEnumerable<AwsOperation> Operations { get; }
}
