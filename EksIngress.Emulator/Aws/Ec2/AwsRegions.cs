using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The regions that every account has from the start.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html</remarks>
internal static class AwsRegions
{
    private static readonly string[] s_enabled =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1",
        "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    private static readonly Ec2Filters<string> s_filters = new()
    {
        { "endpoint", (string region) => Endpoint(region) },
        { "opt-in-status", (string _) => "opt-in-not-required" },
        { "region-name", (string region) => region },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeRegions", "RegionName[] Filter[](Name Value[]) AllRegions", Describe),
    ];

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var names = parameters.Strings("RegionName");
        if (names.Except(s_enabled, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw Ec2Errors.InvalidValue($"Region not found: {unknown}");
        }

        // Regions that are not enabled are shown with it; there are none.
        _ = parameters.Flag("AllRegions");
        var matches = s_filters.Read(parameters);
        return new AwsResult.Xml(Ec2Xml.List("regionInfo", s_enabled
            .Where(region => (names.Count == 0 || names.Contains(region, StringComparer.Ordinal)) && matches(scope, region))
            .Select(region => new XElement(
                "item",
                new XElement("regionName", region),
                new XElement("regionEndpoint", Endpoint(region)),
                new XElement("optInStatus", "opt-in-not-required")))));
    }

    private static string Endpoint(string region) => $"ec2.{region}.amazonaws.com";
}
