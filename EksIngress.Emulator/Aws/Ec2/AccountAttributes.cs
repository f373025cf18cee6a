using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Attributes of the account, as those of a new one without default VPC are.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html</remarks>
internal static class AccountAttributes
{
    private static readonly (string Name, string Value)[] s_all =
    [
        ("supported-platforms", "VPC"),
        ("default-vpc", "none"),
        ("max-instances", "20"),
        ("max-elastic-ips", "5"),
        ("vpc-max-elastic-ips", "5"),
        ("vpc-max-security-groups-per-interface", "5"),
    ];

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeAccountAttributes", "AttributeName[]", (_, parameters) => Describe(parameters)),
    ];

    private static AwsResult.Xml Describe(AwsParameters parameters)
    {
        var names = parameters.Strings("AttributeName");
        if (names.Except(s_all.Select(attribute => attribute.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw Ec2Errors.InvalidValue(unknown, "attributeName");
        }

        return new AwsResult.Xml(Ec2Xml.List("accountAttributeSet", s_all
            .Where(attribute => names.Count == 0 || names.Contains(attribute.Name, StringComparer.Ordinal))
            .Select(attribute => new XElement(
                "item",
                new XElement("attributeName", attribute.Name),
                new XElement("attributeValueSet", new XElement("item", new XElement("attributeValue", attribute.Value)))))));
    }
}
