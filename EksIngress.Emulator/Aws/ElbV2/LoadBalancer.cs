namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>An Application Load Balancer.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html</remarks>
internal sealed record LoadBalancer
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

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

    /// <summary>Its network interfaces in EC2, one per subnet.</summary>
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
}
