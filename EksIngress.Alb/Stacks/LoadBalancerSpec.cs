namespace EksIngress.Alb.Stacks;

/// <summary>A load balancer.</summary>
public sealed record LoadBalancerSpec
{
    /// <summary>At most 32 characters.</summary>
    public required string Name { get; init; }

    /// <summary><c>application</c>, or <c>network</c> for the frontend NLB.</summary>
    public string Type { get; init; } = "application";

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</summary>
    public required string IpAddressType { get; init; }

    /// <summary>One subnet for every availability zone.</summary>
    public required IReadOnlyList<SubnetMapping> SubnetMappings { get; init; }

    /// <summary>Ids of the subnets.</summary>
    public IReadOnlyList<string> SubnetIds => [.. SubnetMappings.Select(mapping => mapping.SubnetId)];

    /// <summary>Ids; the managed one is a reference.</summary>
    public required IReadOnlyList<StackValue> SecurityGroups { get; init; }

    /// <summary>Customer-owned address pool of an Outpost; null takes AWS's addresses.</summary>
    public string? CustomerOwnedIpv4Pool { get; init; }

    /// <summary>Attributes that were set; AWS's defaults for the others.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Reserved load balancer capacity units; null reserves nothing.</summary>
    public int? MinimumCapacityUnits { get; init; }

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Id of the IPAM pool that public addresses come from; null takes AWS's.</summary>
    public string? Ipv4IpamPool { get; init; }

    /// <summary>Where in a zone the load balancer is.</summary>
    /// <param name="SubnetId">Id of the subnet.</param>
    /// <param name="AllocationId">Elastic IP address of an internet-facing NLB in this subnet; null lets AWS choose.</param>
    public sealed record SubnetMapping(string SubnetId, string? AllocationId = null);
}
