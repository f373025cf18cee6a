namespace EksIngress.Alb.Networking;

internal sealed record SubnetFact
{
    public required string Id { get; init; }

    public required string AvailabilityZone { get; init; }

    public required string AvailabilityZoneId { get; init; }

    public required int AvailableIpAddressCount { get; init; }

    public bool HasIpv6Cidr { get; init; }

    public string? OutpostArn { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
