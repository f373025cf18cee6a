using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Listeners;

/// <summary>What one Ingress, or after merging all of them, wants of one listener port.</summary>
public sealed record ListenPortConfig
{
    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>IPv4 blocks that may reach the port.</summary>
    public IReadOnlyList<string> InboundCidrsV4 { get; init; } = [];

    /// <summary>IPv6 blocks that may reach the port.</summary>
    public IReadOnlyList<string> InboundCidrsV6 { get; init; } = [];

    /// <summary>Ids of managed prefix lists that may reach the port.</summary>
    public IReadOnlyList<string> PrefixLists { get; init; } = [];

    /// <summary>Null when it was not set, or the port is not HTTPS.</summary>
    public string? SslPolicy { get; init; }

    /// <summary>ARNs; the first of the first Ingress that has any is the default.</summary>
    public IReadOnlyList<StackValue> Certificates { get; init; } = [];

    /// <summary>Null when it was not set, or the port is not HTTPS.</summary>
    public MutualAuthentication? MutualAuthentication { get; init; }
}
