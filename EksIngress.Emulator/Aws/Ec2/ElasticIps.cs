using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Elastic IP addresses, and the pool that all public addresses come from.</summary>
internal static class ElasticIps
{
    // Set aside for documentation (RFC 5737): no packet that is sent there by mistake reaches anyone.
    private static readonly uint[] s_publicNetworks = [0xCB007100, 0xC6336400, 0xC0000200];

    private static readonly Ec2Filters<ElasticIp> s_filters = new()
    {
        { "allocation-id", (ElasticIp address) => address.Id },
        { "association-id", (ElasticIp address) => address.AssociationId },
        { "domain", (ElasticIp _) => "vpc" },
        { "instance-id", (scope, address) => InterfaceOf(scope.State, address)?.InstanceId },
        { "network-border-group", (scope, _) => scope.Region },
        { "network-interface-id", (ElasticIp address) => address.NetworkInterfaceId },
        { "network-interface-owner-id", (scope, address) => address.NetworkInterfaceId is null ? null : scope.AccountId },
        { "private-ip-address", (scope, address) => InterfaceOf(scope.State, address) is { } found ? Ipv4Cidr.Format(found.PrivateIp) : null },
        { "public-ip", (ElasticIp address) => Ipv4Cidr.Format(address.PublicIp) },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change("AllocateAddress", "Domain NetworkBorderGroup TagSpecification[](ResourceType Tag[](Key Value))", Ec2Access.ToNew(Ec2ResourceType.ElasticIp), Allocate),
        operations.Describe("DescribeAddresses", "Filter[](Name Value[]) AllocationId[] PublicIp[]", Describe),
        operations.Change("ReleaseAddress", "AllocationId NetworkBorderGroup", Ec2Access.To(Ec2ResourceType.ElasticIp, "AllocationId"), Release),
    ];

    /// <summary>The address associated with an interface; null when there is none.</summary>
    public static ElasticIp? FindOf(Ec2State state, NetworkInterface networkInterface) =>
        state.All<ElasticIp>().FirstOrDefault(address => address.NetworkInterfaceId == networkInterface.Id);

    public static void Associate(Ec2Transaction transaction, ElasticIp address, NetworkInterface networkInterface) =>
        transaction.Put(address with { AssociationId = AwsIds.Resource("eipassoc"), NetworkInterfaceId = networkInterface.Id });

    /// <summary>Frees the address of an interface, if it has one.</summary>
    public static void Disassociate(Ec2Transaction transaction, NetworkInterface networkInterface)
    {
        if (FindOf(transaction.State, networkInterface) is { } address)
        {
            transaction.Put(address with { AssociationId = null, NetworkInterfaceId = null });
        }
    }

    /// <exception cref="AwsException"><c>InsufficientAddressCapacity</c>.</exception>
    public static uint TakePublicIp(Ec2State state)
    {
        var taken = state.All<ElasticIp>().Select(address => address.PublicIp)
            .Concat(state.All<NetworkInterface>().Select(networkInterface => networkInterface.AutoPublicIp ?? 0))
            .ToHashSet();
        foreach (var network in s_publicNetworks)
        {
            for (var host = 1u; host < 255; host++)
            {
                if (!taken.Contains(network + host))
                {
                    return network + host;
                }
            }
        }

        throw new AwsException("InsufficientAddressCapacity", "Not enough available addresses to satisfy your request.");
    }

    private static AwsResult.Xml Allocate(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("Domain", "vpc");
        parameters.AcceptOnly("NetworkBorderGroup", transaction.Region);
        transaction.DemandRoom(AwsQuota.Ec2Addresses, transaction.State.All<ElasticIp>().Count(), "AddressLimitExceeded", "addresses");
        var address = transaction.Put(new ElasticIp
        {
            Id = Ec2ResourceType.ElasticIp.NewId(),
            PublicIp = TakePublicIp(transaction.State),
            Tags = Ec2Tags.OfNew(Ec2ResourceType.ElasticIp, parameters),
        });
        return new AwsResult.Xml(
            new XElement("publicIp", Ipv4Cidr.Format(address.PublicIp)),
            new XElement("domain", "vpc"),
            new XElement("allocationId", address.Id),
            new XElement("publicIpv4Pool", "amazon"),
            new XElement("networkBorderGroup", transaction.Region));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var publicIps = parameters.Strings("PublicIp");
        var known = scope.State.All<ElasticIp>().Select(address => Ipv4Cidr.Format(address.PublicIp));
        if (publicIps.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new AwsException("InvalidAddress.NotFound", $"Address '{unknown}' not found.");
        }

        var (addresses, _) = Ec2Page.Of(scope, parameters, Ec2ResourceType.ElasticIp, "AllocationId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("addressesSet", addresses
            .Where(address => publicIps.Count == 0 || publicIps.Contains(Ipv4Cidr.Format(address.PublicIp), StringComparer.Ordinal))
            .Select(address => Render(scope, address))));
    }

    private static AwsResult Release(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("NetworkBorderGroup", transaction.Region);
        var address = transaction.Get<ElasticIp>(Ec2ResourceType.ElasticIp, parameters.Required("AllocationId"));
        if (address.AssociationId is not null)
        {
            throw new AwsException("InvalidIPAddress.InUse", $"Address {Ipv4Cidr.Format(address.PublicIp)} is in use.");
        }

        transaction.Remove(address);
        return Ec2Xml.True();
    }

    private static NetworkInterface? InterfaceOf(Ec2State state, ElasticIp address) => state.Find<NetworkInterface>(address.NetworkInterfaceId);

    private static XElement Render(Ec2Scope scope, ElasticIp address)
    {
        var networkInterface = InterfaceOf(scope.State, address);
        return new XElement(
            "item",
            new XElement("publicIp", Ipv4Cidr.Format(address.PublicIp)),
            new XElement("allocationId", address.Id),
            new XElement("domain", "vpc"),
            new XElement("publicIpv4Pool", "amazon"),
            new XElement("networkBorderGroup", scope.Region),
            Ec2Xml.Optional("associationId", address.AssociationId),
            Ec2Xml.Optional("networkInterfaceId", networkInterface?.Id),
            Ec2Xml.Optional("networkInterfaceOwnerId", networkInterface is null ? null : scope.AccountId),
            Ec2Xml.Optional("privateIpAddress", networkInterface is null ? null : Ipv4Cidr.Format(networkInterface.PrivateIp)),
            Ec2Xml.Optional("instanceId", networkInterface?.InstanceId),
            Ec2Xml.Tags(address.Tags));
    }
}
