namespace EksIngress.Alb.Stacks;

internal sealed record LoadBalancerSpec
{
    public required string Name { get; init; }

    /// <summary><c>application</c>, or <c>network</c> for the frontend NLB.</summary>
    public string Type { get; init; } = "application";

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public required string Scheme { get; init; }

    public required string IpAddressType { get; init; }

    /// <summary>One subnet for every availability zone.</summary>
    public required IReadOnlyList<SubnetMapping> SubnetMappings { get; init; }

    public IReadOnlyList<string> SubnetIds => [.. SubnetMappings.Select(mapping => mapping.SubnetId)];

    public required IReadOnlyList<StackValue> SecurityGroups { get; init; }

    /// <summary>Customer-owned address pool of an Outpost; null takes AWS's addresses.</summary>
    public string? CustomerOwnedIpv4Pool { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Reserved load balancer capacity units; null reserves nothing.</summary>
    public int? MinimumCapacityUnits { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Id of the IPAM pool that public addresses come from; null takes AWS's.</summary>
    public string? Ipv4IpamPool { get; init; }

    /// <param name="AllocationId">Elastic IP address of an internet-facing NLB in this subnet; null lets AWS choose.</param>
    internal sealed record SubnetMapping(string SubnetId, string? AllocationId = null);
}
