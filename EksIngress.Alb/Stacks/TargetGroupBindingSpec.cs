using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Stacks;

/// <summary>The TargetGroupBinding object that keeps one target group filled with the Service's endpoints.</summary>
public sealed record TargetGroupBindingSpec
{
    /// <summary>Same id as its target group.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Namespace of the Service, name of the target group.</summary>
    public required NamespacedName Key { get; init; }

    /// <summary><c>instance</c> or <c>ip</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>In the same namespace.</summary>
    public required string ServiceName { get; init; }

    /// <summary>As the Ingress spells it.</summary>
    public required IntOrString ServicePort { get; init; }

    /// <summary>Null when the controller does not manage the targets' security group.</summary>
    public required Networking? NetworkRules { get; init; }

    /// <summary>Null selects every node; only for <c>instance</c> targets.</summary>
    public required IReadOnlyDictionary<string, string>? NodeLabels { get; init; }

    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public required string IpAddressType { get; init; }

    /// <summary>VPC of the target group; empty leaves it to be found out.</summary>
    public required string VpcId { get; init; }

    /// <summary>Other clusters fill the target group too, so strange targets in it stay.</summary>
    public bool MultiClusterTargetGroup { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string TargetGroupProtocol { get; init; }

    /// <summary>What the targets' security group lets in.</summary>
    /// <param name="From">Security group of the load balancer.</param>
    /// <param name="Ports">One rule for each; a null port is all TCP ports.</param>
    public sealed record Networking(StackValue From, IReadOnlyList<IntOrString?> Ports);
}
