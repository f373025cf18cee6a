namespace EksIngress.Alb.Plans;

/// <summary>All that a plan is made from.</summary>
public sealed record AlbPlanRequest
{
    /// <summary>The cluster.</summary>
    public required KubernetesObjects Objects { get; init; }

    /// <summary>The AWS account; null when nothing of it is known.</summary>
    public AwsFacts? Facts { get; init; }

    /// <summary>The controller's flags; its defaults when they are left out.</summary>
    public ControllerFlags Flags { get; init; } = ControllerFlags.Parse();

    /// <summary>
    /// True to fill in what is not known: a cluster, a VPC with two subnets, security groups, certificates, an IngressClass <c>alb</c>,
    /// node ports. All that was filled in is listed in <see cref="AlbPlan.Assumed"/>, and its ids contain <c>assumed</c>.
    /// </summary>
    public bool AssumeDefaults { get; init; }
}
