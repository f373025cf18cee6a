using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Subnets with IPv4 blocks, and the addresses in them.</summary>
internal static partial class Subnets
{
    /// <summary>The first four addresses and the last one are AWS's.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html</remarks>
    private const int ReservedAtStart = 4;
    private const int ReservedAddresses = ReservedAtStart + 1;

    private static readonly Ec2Filters<Subnet> s_filters = new()
    {
        { "availability-zone", (Subnet subnet) => subnet.Zone.Name },
        { "availabilityZone", (Subnet subnet) => subnet.Zone.Name },
        { "availability-zone-id", (Subnet subnet) => subnet.Zone.Id },
        { "availabilityZoneId", (Subnet subnet) => subnet.Zone.Id },
        { "available-ip-address-count", (scope, subnet) => AvailableAddresses(scope.State, subnet).ToString(CultureInfo.InvariantCulture) },
        { "cidr-block", (Subnet subnet) => subnet.CidrBlock.ToString() },
        { "cidr", (Subnet subnet) => subnet.CidrBlock.ToString() },
        { "cidrBlock", (Subnet subnet) => subnet.CidrBlock.ToString() },
        { "default-for-az", (Subnet _) => false },
        { "defaultForAz", (Subnet _) => false },
        { "enable-dns64", (Subnet _) => false },
        { "ipv6-native", (Subnet _) => false },
        { "map-customer-owned-ip-on-launch", (Subnet _) => false },
        { "map-public-ip-on-launch", (Subnet subnet) => subnet.MapPublicIpOnLaunch },
        { "outpost-arn", (Subnet subnet) => subnet.OutpostArn ?? "" },
        { "owner-id", (scope, _) => scope.AccountId },
        { "state", (Subnet _) => "available" },
        { "subnet-arn", (scope, subnet) => scope.Arn(subnet) },
        { "subnet-id", (Subnet subnet) => subnet.Id },
        { "vpc-id", (Subnet subnet) => subnet.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change(
            "CreateSubnet",
            "VpcId CidrBlock AvailabilityZone AvailabilityZoneId Ipv6Native OutpostArn TagSpecification[](ResourceType Tag[](Key Value))",
            Ec2Access.Each(Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), Ec2Access.ToNew(Ec2ResourceType.Subnet)),
            Create),
        operations.Describe("DescribeSubnets", "Filter[](Name Value[]) SubnetId[] MaxResults NextToken", Describe),
        operations.Change("DeleteSubnet", "SubnetId", Ec2Access.To(Ec2ResourceType.Subnet, "SubnetId"), Delete),
        operations.Change("ModifySubnetAttribute", "SubnetId MapPublicIpOnLaunch(Value)", Ec2Access.To(Ec2ResourceType.Subnet, "SubnetId"), ModifyAttribute),
    ];

    public static long AvailableAddresses(Ec2State state, Subnet subnet) =>
        subnet.CidrBlock.Size - ReservedAddresses - state.All<NetworkInterface>().Count(networkInterface => networkInterface.SubnetId == subnet.Id);

    /// <summary>The lowest address that is free.</summary>
    /// <exception cref="AwsException"><c>InsufficientFreeAddressesInSubnet</c>.</exception>
    public static uint TakeAddress(Ec2State state, Subnet subnet)
    {
        var taken = state.All<NetworkInterface>().Where(networkInterface => networkInterface.SubnetId == subnet.Id).Select(networkInterface => networkInterface.PrivateIp).ToHashSet();
        for (var offset = ReservedAtStart; offset < subnet.CidrBlock.Size - 1; offset++)
        {
            var address = subnet.CidrBlock.First + (uint)offset;
            if (!taken.Contains(address))
            {
                return address;
            }
        }

        throw new AwsException("InsufficientFreeAddressesInSubnet", $"The specified subnet '{subnet.Id}' does not have enough free addresses to satisfy the request.");
    }

    /// <summary>An address that a request wants.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: none of the subnet's; <c>InvalidIPAddress.InUse</c>.</exception>
    public static uint ReadAddress(Ec2State state, Subnet subnet, string text)
    {
        if (!Ipv4Cidr.TryParse($"{text}/32", out var parsed))
        {
            throw Ec2Errors.InvalidValue(text, "address", "It is not a valid IPv4 address.");
        }

        var address = parsed.First;
        if (!subnet.CidrBlock.Contains(parsed))
        {
            throw Ec2Errors.InvalidValue("Address does not fall within the subnet's address range");
        }

        if (address - subnet.CidrBlock.First is var offset && (offset < ReservedAtStart || offset == subnet.CidrBlock.Size - 1))
        {
            throw Ec2Errors.InvalidValue("Address is in subnet's reserved address range");
        }

        return state.All<NetworkInterface>().Any(item => item.SubnetId == subnet.Id && item.PrivateIp == address)
            ? throw new AwsException("InvalidIPAddress.InUse", $"Address {text} is in use.")
            : address;
    }

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("Ipv6Native", "false");
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        var text = parameters.Required("CidrBlock");
        if (!Ipv4Cidr.TryParse(text, out var cidr))
        {
            throw Ec2Errors.InvalidValue(text, "cidrBlock", "This is not a valid CIDR block.");
        }

        if (cidr.PrefixLength is < 16 or > 28 || !vpc.CidrBlock.Contains(cidr))
        {
            throw new AwsException("InvalidSubnet.Range", $"The CIDR '{cidr}' is invalid.");
        }

        var neighbours = transaction.State.All<Subnet>().Where(subnet => subnet.VpcId == vpc.Id).ToList();
        if (neighbours.Exists(subnet => subnet.CidrBlock.Overlaps(cidr)))
        {
            throw new AwsException("InvalidSubnet.Conflict", $"The CIDR '{cidr}' conflicts with another subnet");
        }

        transaction.DemandRoom(AwsQuota.Ec2Subnets, neighbours.Count, "SubnetLimitExceeded", "subnets");
        var created = transaction.Put(new Subnet
        {
            Id = Ec2ResourceType.Subnet.NewId(),
            VpcId = vpc.Id,
            CidrBlock = cidr,
            Zone = ChooseZone(transaction.Region, parameters, neighbours),
            OutpostArn = ReadOutpost(transaction, parameters),
            Tags = Ec2Tags.OfNew(Ec2ResourceType.Subnet, parameters),
        });
        return new AwsResult.Xml(Render("subnet", transaction, created));
    }

    private static string? ReadOutpost(Ec2Scope scope, AwsParameters parameters)
    {
        if (parameters.Find("OutpostArn") is not { } arn)
        {
            return null;
        }

        if (!parameters.Has("AvailabilityZone") && !parameters.Has("AvailabilityZoneId"))
        {
            throw Ec2Errors.MissingParameter("availabilityZone");
        }

        return arn.StartsWith($"arn:aws:outposts:{scope.Region}:{scope.AccountId}:outpost/", StringComparison.Ordinal) && OutpostId().IsMatch(arn)
            ? arn
            : throw Ec2Errors.InvalidValue(arn[..Math.Min(arn.Length, 256)], "outpostArn");
    }

    private static AvailabilityZone ChooseZone(string region, AwsParameters parameters, List<Subnet> neighbours)
    {
        var zones = AvailabilityZones.Of(region);
        return (parameters.Find("AvailabilityZone"), parameters.Find("AvailabilityZoneId")) switch
        {
            ({ } name, null) => zones.FirstOrDefault(zone => zone.Name == name)
                ?? throw Ec2Errors.InvalidValue(name, "availabilityZone", $"Subnets can currently only be created in the following availability zones: {string.Join(", ", zones.Select(zone => zone.Name))}."),
            (null, { } id) => zones.FirstOrDefault(zone => zone.Id == id)
                ?? throw Ec2Errors.InvalidValue(id, "availabilityZoneId", $"Subnets can currently only be created in the following availability zones: {string.Join(", ", zones.Select(zone => zone.Id))}."),
            // AWS promises nothing here; the zone with the fewest subnets keeps a VPC spread.
            (null, null) => zones.MinBy(zone => neighbours.Count(subnet => subnet.Zone == zone))!,
            _ => throw Ec2Errors.InvalidCombination("The parameter availabilityZone cannot be used with the parameter availabilityZoneId"),
        };
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (subnets, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.Subnet, "SubnetId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("subnetSet", subnets.Select(subnet => Render("item", scope, subnet))), next);
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, parameters.Required("SubnetId"));
        if (transaction.State.All<NetworkInterface>().Any(networkInterface => networkInterface.SubnetId == subnet.Id))
        {
            throw Ec2Errors.HasDependencies("subnet", subnet.Id);
        }

        RouteTables.Forget(transaction, subnet);
        transaction.Remove(subnet);
        return Ec2Xml.True();
    }

    private static AwsResult ModifyAttribute(Ec2Transaction transaction, AwsParameters parameters)
    {
        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, parameters.Required("SubnetId"));
        var mapPublicIp = parameters.Flag("MapPublicIpOnLaunch.Value") ?? throw Ec2Errors.MissingParameter("mapPublicIpOnLaunch");
        transaction.Put(subnet with { MapPublicIpOnLaunch = mapPublicIp });
        return Ec2Xml.True();
    }

    private static XElement Render(string name, Ec2Scope scope, Subnet subnet) => new(
        name,
        new XElement("subnetId", subnet.Id),
        new XElement("subnetArn", scope.Arn(subnet)),
        new XElement("state", "available"),
        new XElement("ownerId", scope.AccountId),
        new XElement("vpcId", subnet.VpcId),
        new XElement("cidrBlock", subnet.CidrBlock.ToString()),
        new XElement("ipv6CidrBlockAssociationSet"),
        new XElement("availableIpAddressCount", AvailableAddresses(scope.State, subnet)),
        new XElement("availabilityZone", subnet.Zone.Name),
        new XElement("availabilityZoneId", subnet.Zone.Id),
        new XElement("defaultForAz", false),
        new XElement("mapPublicIpOnLaunch", subnet.MapPublicIpOnLaunch),
        new XElement("mapCustomerOwnedIpOnLaunch", false),
        subnet.OutpostArn is { } outpost ? new XElement("outpostArn", outpost) : null,
        new XElement("assignIpv6AddressOnCreation", false),
        new XElement("enableDns64", false),
        new XElement("ipv6Native", false),
        new XElement(
            "privateDnsNameOptionsOnLaunch",
            new XElement("hostnameType", "ip-name"),
            new XElement("enableResourceNameDnsARecord", false),
            new XElement("enableResourceNameDnsAAAARecord", false)),
        Ec2Xml.Tags(subnet.Tags));

    [GeneratedRegex(@"/op-[0-9a-f]{17}\z")]
    private static partial Regex OutpostId();
}
