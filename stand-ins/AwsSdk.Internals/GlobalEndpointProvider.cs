#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace EksIngress.StandIns.Aws;

/// <summary>Endpoints of IAM, which is one per partition and signed for one region of it.</summary>
internal sealed class GlobalEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (RegionalEndpointProvider.FindConfigured(parameters) is { } configured)
        {
            return configured;
        }

        var partition = RegionalEndpointProvider.Region(parameters).PartitionName;
        var (host, signingRegion) = (partition, parameters["UseFIPS"] is true, parameters["UseDualStack"] is true) switch
        {
            ("aws", false, false) => ("iam.amazonaws.com", "us-east-1"),
            ("aws", true, false) => ("iam-fips.amazonaws.com", "us-east-1"),
            ("aws", false, true) => ("iam.global.api.aws", "us-east-1"),
            ("aws", true, true) => ("iam-fips.global.api.aws", "us-east-1"),
            ("aws-cn", false, false) => ("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("aws-cn", false, true) => ("iam.global.api.amazonwebservices.com.cn", "cn-north-1"),
            ("aws-us-gov", _, false) => ("iam.us-gov.amazonaws.com", "us-gov-west-1"),
            ("aws-us-gov", _, true) => ("iam.us-gov.api.aws", "us-gov-west-1"),
            ("aws-eusc", false, false) => ("iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
            _ => throw new AmazonClientException(
                $"No such IAM endpoint is known in partition {partition}: unset UseFIPSEndpoint and UseDualstackEndpoint, or set ServiceURL."),
        };
        return new Endpoint(
            $"https://{host}",
            $$"""{"authSchemes":[{"name":"sigv4","signingName":"iam","signingRegion":"{{signingRegion}}"}]}""",
            "{}");
    }
}
