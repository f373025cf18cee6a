using EksIngress.Alb.Listeners;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>A listener of the load balancer.</summary>
public sealed record ListenerSpec
{
    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>For requests that no rule matches.</summary>
    public required IReadOnlyList<ListenerAction> DefaultActions { get; init; }

    /// <summary>ARNs; the first is the default certificate.</summary>
    public required IReadOnlyList<StackValue> Certificates { get; init; }

    /// <summary>Null on HTTP listeners.</summary>
    public required string? SslPolicy { get; init; }

    /// <summary>Null leaves it off.</summary>
    public MutualAuthentication? MutualAuthentication { get; init; }

    /// <summary>Attributes that were set; AWS's defaults for the others.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
