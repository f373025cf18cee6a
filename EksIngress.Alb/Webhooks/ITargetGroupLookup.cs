using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>What the webhooks of a TargetGroupBinding ask of AWS. A failure is an <see cref="AlbModelException"/> in AWS's words.</summary>
public interface ITargetGroupLookup
{
    /// <summary>Target groups with the binding's ARN: one or none.</summary>
    ValueTask<IReadOnlyList<TargetGroupFact>> FindByArnAsync(TargetGroupBinding binding, CancellationToken cancellationToken);

    /// <summary>Target groups with the binding's target group name: one or none.</summary>
    ValueTask<IReadOnlyList<TargetGroupFact>> FindByNameAsync(TargetGroupBinding binding, CancellationToken cancellationToken);
}
