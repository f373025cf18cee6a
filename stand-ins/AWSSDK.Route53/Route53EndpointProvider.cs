#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using EksIngress.StandIns.Aws;

namespace Amazon.Route53;

/// <summary>Endpoints of Route 53, which is one per partition and signed for one region of it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/r53.html</remarks>
internal sealed class Route53EndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (RegionalEndpointProvider.FindConfigured(parameters) is { } configured)
        {
            return configured;
        }

        var partition = RegionalEndpointProvider.Region(parameters).PartitionName;
        var (host, signingRegion) = (partition, parameters["UseFIPS"] is true) switch
        {
            ("aws", false) => ("route53.amazonaws.com", "us-east-1"),
            ("aws", true) => ("route53-fips.amazonaws.com", "us-east-1"),
            ("aws-cn", false) => ("route53.amazonaws.com.cn", "cn-northwest-1"),
            ("aws-us-gov", _) => ("route53.us-gov.amazonaws.com", "us-gov-west-1"),
            _ => throw new AmazonClientException($"No such Route 53 endpoint is known in partition {partition}: unset UseFIPSEndpoint, or set ServiceURL."),
        };
        return new Endpoint(
            $"https://{host}",
            $$"""{"authSchemes":[{"name":"sigv4","signingName":"route53","signingRegion":"{{signingRegion}}"}]}""",
            "{}");
    }
}
