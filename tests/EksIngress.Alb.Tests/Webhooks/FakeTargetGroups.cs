using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Webhooks;

/// <summary>Target groups by the last part of their ARN, which is their name; counts what it is asked.</summary>
internal sealed class FakeTargetGroups(params TargetGroupFact[] groups) : ITargetGroupLookup
{
    public int Questions { get; private set; }

    public string? Failure { get; init; }

    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByArnAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        Answer(group => group.Arn == binding.Spec.TargetGroupArn);

    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByNameAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        Answer(group => group.Arn.Split('/')[^1] == binding.Spec.TargetGroupName);

    private ValueTask<IReadOnlyList<TargetGroupFact>> Answer(Func<TargetGroupFact, bool> isWanted)
    {
        Questions++;
        return Failure is null ? new([.. groups.Where(isWanted)]) : throw new AlbModelException(Failure);
    }
}
