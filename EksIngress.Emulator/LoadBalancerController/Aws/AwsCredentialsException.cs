using Amazon.Runtime;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>The pod has no credentials, or could not get them. Not an error of a service, so the SDK does not try it again.</summary>
internal sealed class AwsCredentialsException(string message) : AmazonClientException(message);
