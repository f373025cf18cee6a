#nullable enable
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace EksIngress.StandIns.Aws;

/// <summary>Endpoints of a regional service: <c>https://eks.eu-west-1.amazonaws.com</c>, or the one that was configured.</summary>
/// <param name="prefix">First label of the host.</param>
/// <param name="fipsPrefix">That label for FIPS endpoints outside AWS GovCloud, where the regular ones are FIPS endpoints.</param>
internal sealed class RegionalEndpointProvider(string prefix, string fipsPrefix) : IEndpointProvider
{
    private const string DualStackSuffix = "api.aws";
    private const string ChinaDualStackSuffix = "api.amazonwebservices.com.cn";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (FindConfigured(parameters) is { } configured)
        {
            return configured;
        }

        var region = Region(parameters);
        var dualStack = parameters["UseDualStack"] is true;
        var fips = parameters["UseFIPS"] is true && region.PartitionName != "aws-us-gov";
        if (fips && region.PartitionName != "aws")
        {
            throw new AmazonClientException($"{prefix} has no FIPS endpoint in partition {region.PartitionName}: unset UseFIPSEndpoint or set ServiceURL.");
        }

        var suffix = dualStack ? DualStack(region) : region.PartitionDnsSuffix;
        return new Endpoint($"https://{(fips ? fipsPrefix : prefix)}.{region.SystemName}.{suffix}");
    }

    internal static EndpointParameters Parameters(IClientConfig config, RegionEndpoint? alternate) => new()
    {
        ["Endpoint"] = config.ServiceURL,
        ["Region"] = (alternate ?? config.RegionEndpoint)?.SystemName,
        ["UseFIPS"] = config.UseFIPSEndpoint,
        ["UseDualStack"] = config.UseDualstackEndpoint,
    };

    internal static Endpoint? FindConfigured(EndpointParameters parameters) =>
        parameters["Endpoint"] is string { Length: > 0 } url ? new Endpoint(url) : null;

    internal static RegionEndpoint Region(EndpointParameters parameters) =>
        parameters["Region"] is string { Length: > 0 } name
            ? RegionEndpoint.GetBySystemName(name)
            : throw new AmazonClientException("No RegionEndpoint or ServiceURL configured");

    internal static string DualStack(RegionEndpoint region) => region.PartitionName switch
    {
        "aws" or "aws-us-gov" => DualStackSuffix,
        "aws-cn" => ChinaDualStackSuffix,
        var partition => throw new AmazonClientException(
            $"No dual-stack endpoint is known in partition {partition}: unset UseDualstackEndpoint or set ServiceURL."),
    };
}
