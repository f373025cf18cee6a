namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>An Application or Network Load Balancer.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html</remarks>
internal sealed record LoadBalancer
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    /// <summary><c>application</c> or <c>network</c>.</summary>
    public string Type { get; init; } = ElbTypes.Application;

    /// <summary>Ends in <c>.elb.localhost</c>, which resolvers answer with loopback.</summary>
    public required string DnsName { get; init; }

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</summary>
    public required string IpAddressType { get; init; }

    public required string VpcId { get; init; }

    /// <summary>One per Availability Zone, by subnet id.</summary>
    public required IReadOnlyList<Ec2SubnetFact> Subnets { get; init; }

    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>Addresses that a Network Load Balancer was told to have; subnets that are not among them have those that EC2 gives.</summary>
    public IReadOnlyList<SubnetAddress> Addresses { get; init; } = [];

    /// <summary><c>on</c> or <c>off</c>, for a Network Load Balancer with security groups; recorded only, there is no PrivateLink here.</summary>
    public string? InboundRulesOnPrivateLink { get; init; }

    /// <summary>Its network interfaces in EC2, one per subnet and in their order.</summary>
    public IReadOnlyList<string> InterfaceIds { get; init; } = [];

    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>When <c>provisioning</c> becomes <c>active</c>.</summary>
    public required DateTimeOffset ActiveTime { get; init; }

    public required AttributeSet Attributes { get; init; }

    /// <summary>Null when none was ever asked for.</summary>
    public CapacityReservation? ReservedCapacity { get; init; }

    /// <summary>Recorded only: addresses come from no pool.</summary>
    public string? Ipv4IpamPoolId { get; init; }

    /// <summary>Customer-owned pool of the Outpost of its subnet. Recorded only, as above.</summary>
    public string? CustomerOwnedIpv4Pool { get; init; }

    /// <summary>The address that it was told to have in a subnet; null for one that EC2 chose.</summary>
    public SubnetAddress? FindAddress(string subnetId) => Addresses.FirstOrDefault(address => address.SubnetId == subnetId);
}
