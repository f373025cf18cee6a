using System.Diagnostics.CodeAnalysis;

namespace EksIngress.Alb.Stacks;

/// <summary>The security group that admits clients to the load balancer.</summary>
public sealed record SecurityGroupSpec
{
    /// <summary>Name of the group.</summary>
    public required string Name { get; init; }

    /// <summary>Cannot be changed once the group exists.</summary>
    public required string Description { get; init; }

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>What comes in.</summary>
    public required IReadOnlyList<Permission> Ingress { get; init; }

    /// <summary>TCP from one source to one port.</summary>
    /// <param name="Port">1 to 65535.</param>
    /// <param name="Source">What kind the value is of.</param>
    /// <param name="Value">A CIDR block, or the id of a prefix list.</param>
    [SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "EC2 calls it a permission.")]
    public sealed record Permission(int Port, PermissionSource Source, string Value);

    /// <summary>Kinds of sources.</summary>
    public enum PermissionSource
    {
        /// <summary>IPv4 CIDR block.</summary>
        Ipv4,

        /// <summary>IPv6 CIDR block.</summary>
        Ipv6,

        /// <summary>Managed prefix list.</summary>
        PrefixList,
    }
}
