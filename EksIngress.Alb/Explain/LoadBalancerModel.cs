using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>A load balancer as far as the way of a request depends on it: planned, or read from AWS.</summary>
public sealed record LoadBalancerModel
{
    /// <summary>Name of the load balancer.</summary>
    public required string Name { get; init; }

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>By port.</summary>
    public required IReadOnlyList<ListenerSpec> Listeners { get; init; }

    /// <summary>By listener port, then priority; without the default rules.</summary>
    public required IReadOnlyList<ListenerRuleSpec> Rules { get; init; }

    /// <summary>By what forwards name them by: an id in the stack, or an ARN.</summary>
    public required IReadOnlyDictionary<string, TargetGroupModel> TargetGroups { get; init; }

    /// <summary>Domain names of certificates, by ARN, where they are known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CertificateDomains { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Ports of this machine that stand for listeners, by listener port; an emulator has them.</summary>
    public IReadOnlyDictionary<int, int> LocalPorts { get; init; } = new Dictionary<int, int>();

    /// <summary>Name of a target group for a reader: what it is called in AWS, or the ARN of one that is not known.</summary>
    public string NameOf(string key) => TargetGroups.GetValueOrDefault(key)?.Name ?? key;
}
