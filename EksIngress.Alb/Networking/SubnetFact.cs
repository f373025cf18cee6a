namespace EksIngress.Alb.Networking;

/// <summary>A subnet.</summary>
public sealed record SubnetFact
{
    /// <summary><c>subnet-…</c></summary>
    public required string Id { get; init; }

    /// <summary>Name of its zone in this account, for example <c>eu-central-1a</c>.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>Id of its zone, the same in every account, for example <c>euc1-az2</c>.</summary>
    public required string AvailabilityZoneId { get; init; }

    /// <summary>Free IPv4 addresses; a load balancer wants 8.</summary>
    public required int AvailableIpAddressCount { get; init; }

    /// <summary>Whether an IPv6 block is associated with it.</summary>
    public bool HasIpv6Cidr { get; init; }

    /// <summary>Null or empty outside Outposts.</summary>
    public string? OutpostArn { get; init; }

    /// <summary>Its tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
