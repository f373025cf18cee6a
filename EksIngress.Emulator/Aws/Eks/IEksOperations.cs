namespace EksIngress.Emulator.Aws.Eks;

/// <summary>The operations of the service on one kind of resource.</summary>
internal interface IEksOperations
{
    IEnumerable<AwsOperation> Operations { get; }
}
