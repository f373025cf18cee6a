namespace EksIngress.Model.Environments;

/// <summary>Ingresses of one group share one ALB.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup</remarks>
public sealed record IngressGroupSpec
{
    /// <summary>Name of the group: 1 to 63 lower-case letters, digits, hyphens and dots, with a letter or digit at both ends.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Place among the Ingresses of the group, -1000 to 1000: rules of lower ones are tried first; equal ones go by namespace and name. Null for 0.
    /// </summary>
    public int? Order { get; init; }
}
