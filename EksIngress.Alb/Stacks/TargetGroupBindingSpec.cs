using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Stacks;

/// <summary>The TargetGroupBinding object that keeps one target group filled with the Service's endpoints.</summary>
internal sealed record TargetGroupBindingSpec
{
    /// <summary>Same id as its target group.</summary>
    public required string ResourceId { get; init; }

    public required NamespacedName Key { get; init; }

    public required string TargetType { get; init; }

    public required string ServiceName { get; init; }

    public required IntOrString ServicePort { get; init; }

    /// <summary>Null when the controller does not manage the targets' security group.</summary>
    public required Networking? NetworkRules { get; init; }

    /// <summary>Null selects every node; only for <c>instance</c> targets.</summary>
    public required IReadOnlyDictionary<string, string>? NodeLabels { get; init; }

    public required string IpAddressType { get; init; }

    public required string VpcId { get; init; }

    public required string TargetGroupProtocol { get; init; }

    /// <param name="From">Security group of the load balancer.</param>
    /// <param name="Ports">One rule for each; a null port is all TCP ports.</param>
    internal sealed record Networking(StackValue From, IReadOnlyList<IntOrString?> Ports);
}
