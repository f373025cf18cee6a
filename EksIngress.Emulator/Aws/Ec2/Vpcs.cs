using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>VPCs with one IPv4 block each.</summary>
internal static class Vpcs
{
    private static readonly Ec2Filters<Vpc> s_filters = new()
    {
        { "cidr", (Vpc vpc) => vpc.CidrBlock.ToString() },
        { "cidr-block-association.association-id", (Vpc vpc) => vpc.CidrAssociationId },
        { "cidr-block-association.cidr-block", (Vpc vpc) => vpc.CidrBlock.ToString() },
        { "cidr-block-association.state", (Vpc _) => "associated" },
        { "dhcp-options-id", (Vpc vpc) => vpc.DhcpOptionsId },
        { "is-default", (Vpc _) => false },
        { "owner-id", (scope, _) => scope.AccountId },
        { "state", (Vpc _) => "available" },
        { "vpc-id", (Vpc vpc) => vpc.Id },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change("CreateVpc", "CidrBlock InstanceTenancy AmazonProvidedIpv6CidrBlock TagSpecification[](ResourceType Tag[](Key Value))", Ec2Access.ToNew(Ec2ResourceType.Vpc), Create),
        operations.Describe("DescribeVpcs", "Filter[](Name Value[]) VpcId[] MaxResults NextToken", Describe),
        operations.Change("DeleteVpc", "VpcId", Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), Delete),
        operations.Change("ModifyVpcAttribute", "VpcId EnableDnsSupport(Value) EnableDnsHostnames(Value)", Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), ModifyAttribute),
        operations.Describe("DescribeVpcAttribute", "VpcId Attribute", DescribeAttribute),
    ];

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("InstanceTenancy", "default");
        parameters.AcceptOnly("AmazonProvidedIpv6CidrBlock", "false");
        var text = parameters.Required("CidrBlock");
        if (!Ipv4Cidr.TryParse(text, out var cidr))
        {
            throw Ec2Errors.InvalidValue(text, "cidrBlock", "This is not a valid CIDR block.");
        }

        if (cidr.PrefixLength is < 16 or > 28)
        {
            throw new AwsException("InvalidVpc.Range", $"The CIDR '{cidr}' is invalid.");
        }

        transaction.DemandRoom(AwsQuota.Ec2Vpcs, transaction.State.All<Vpc>().Count(), "VpcLimitExceeded", "VPCs");
        var vpc = transaction.Put(new Vpc
        {
            Id = Ec2ResourceType.Vpc.NewId(),
            CidrBlock = cidr,
            CidrAssociationId = AwsIds.Resource("vpc-cidr-assoc"),
            DhcpOptionsId = transaction.State.All<Vpc>().FirstOrDefault()?.DhcpOptionsId ?? AwsIds.Resource("dopt"),
            Tags = Ec2Tags.OfNew(Ec2ResourceType.Vpc, parameters),
        });
        RouteTables.CreateMain(transaction, vpc);
        SecurityGroups.CreateDefault(transaction, vpc);
        return new AwsResult.Xml(Render("vpc", transaction, vpc));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (vpcs, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.Vpc, "VpcId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("vpcSet", vpcs.Select(vpc => Render("item", scope, vpc))), next);
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        var mainRouteTable = RouteTables.MainOf(transaction.State, vpc.Id);
        var defaultGroup = SecurityGroups.DefaultOf(transaction.State, vpc.Id);
        var inUse = transaction.State.Resources.Values.Any(resource => resource switch
        {
            Subnet subnet => subnet.VpcId == vpc.Id,
            InternetGateway gateway => gateway.VpcId == vpc.Id,
            RouteTable table => table.VpcId == vpc.Id && table.Id != mainRouteTable.Id,
            SecurityGroup group => group.VpcId == vpc.Id && group.Id != defaultGroup.Id,
            _ => false,
        });
        if (inUse)
        {
            throw Ec2Errors.HasDependencies("vpc", vpc.Id);
        }

        transaction.Remove(mainRouteTable);
        SecurityGroups.Remove(transaction, defaultGroup);
        transaction.Remove(vpc);
        return Ec2Xml.True();
    }

    private static AwsResult ModifyAttribute(Ec2Transaction transaction, AwsParameters parameters)
    {
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        var changed = (parameters.Flag("EnableDnsSupport.Value"), parameters.Flag("EnableDnsHostnames.Value")) switch
        {
            ({ } support, null) => vpc with { EnableDnsSupport = support },
            (null, { } hostnames) => vpc with { EnableDnsHostnames = hostnames },
            (null, null) => throw new AwsException("MissingParameter", "Either 'enableDnsSupport' or 'enableDnsHostnames' is required"),
            _ => throw Ec2Errors.InvalidCombination("Fields for multiple attribute types specified: enableDnsSupport, enableDnsHostnames"),
        };
        transaction.Put(changed);
        return Ec2Xml.True();
    }

    private static AwsResult.Xml DescribeAttribute(Ec2Scope scope, AwsParameters parameters)
    {
        var vpc = scope.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        var attribute = parameters.Required("Attribute");
        var value = attribute switch
        {
            "enableDnsSupport" => vpc.EnableDnsSupport,
            "enableDnsHostnames" => vpc.EnableDnsHostnames,
            "enableNetworkAddressUsageMetrics" => false,
            _ => throw Ec2Errors.InvalidValue(attribute, "attribute", "Unknown attribute."),
        };
        return new AwsResult.Xml(new XElement("vpcId", vpc.Id), new XElement(attribute, new XElement("value", value)));
    }

    private static XElement Render(string name, Ec2Scope scope, Vpc vpc) => new(
        name,
        new XElement("vpcId", vpc.Id),
        new XElement("ownerId", scope.AccountId),
        new XElement("state", "available"),
        new XElement("cidrBlock", vpc.CidrBlock.ToString()),
        new XElement("cidrBlockAssociationSet", new XElement(
            "item",
            new XElement("associationId", vpc.CidrAssociationId),
            new XElement("cidrBlock", vpc.CidrBlock.ToString()),
            new XElement("cidrBlockState", new XElement("state", "associated")))),
        new XElement("dhcpOptionsId", vpc.DhcpOptionsId),
        new XElement("instanceTenancy", "default"),
        new XElement("isDefault", false),
        Ec2Xml.Tags(vpc.Tags));
}
