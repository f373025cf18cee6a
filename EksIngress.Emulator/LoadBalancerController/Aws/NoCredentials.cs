using Amazon.Runtime;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Credentials of a pod without IRSA variables. On EKS the SDK would ask the instance's metadata, which a node with a hop limit of 1 keeps
/// from its pods; the emulated node keeps it too.
/// </summary>
internal sealed class NoCredentials : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() => throw Missing();

    public override Task<ImmutableCredentials> GetCredentialsAsync() => throw Missing();

    private static AwsCredentialsException Missing() => new(
        "no EC2 IMDS role found, operation error ec2imds: GetMetadata, canceled, context deadline exceeded");
}
