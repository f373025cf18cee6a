namespace EksIngress.Alb.Stacks;

internal sealed record LoadBalancerSpec
{
    public required string Name { get; init; }

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public required string Scheme { get; init; }

    public required string IpAddressType { get; init; }

    public required IReadOnlyList<string> SubnetIds { get; init; }

    public required IReadOnlyList<StackValue> SecurityGroups { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
