namespace EksIngress.Alb.Stacks;

internal sealed record SecurityGroupSpec
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyList<Permission> Ingress { get; init; }

    /// <summary>TCP from one source to one port.</summary>
    internal sealed record Permission(int Port, PermissionSource Source, string Value);

    internal enum PermissionSource
    {
        Ipv4,
        Ipv6,
        PrefixList,
    }
}
