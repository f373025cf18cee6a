using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Listeners;

/// <summary>What one Ingress, or after merging all of them, wants of one listener port.</summary>
internal sealed record ListenPortConfig
{
    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    public required IReadOnlyList<string> InboundCidrsV4 { get; init; }

    public required IReadOnlyList<string> InboundCidrsV6 { get; init; }

    public required IReadOnlyList<string> PrefixLists { get; init; }

    /// <summary>Null when it was not set, or the port is not HTTPS.</summary>
    public required string? SslPolicy { get; init; }

    /// <summary>ARNs; the first of the first Ingress that has any is the default.</summary>
    public required IReadOnlyList<StackValue> Certificates { get; init; }

    /// <summary>Null when it was not set, or the port is not HTTPS.</summary>
    public required MutualAuthentication? MutualAuthentication { get; init; }
}
