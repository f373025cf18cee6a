using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Plans;

/// <summary>Answers what the webhooks of TargetGroupBindings ask of AWS out of facts.</summary>
internal sealed class TargetGroupFactsLookup(AwsFacts facts) : ITargetGroupLookup
{
    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByArnAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        Find(group => group.TargetGroupArn == binding.Spec.TargetGroupArn);

    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByNameAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        Find(group => group.TargetGroupName == binding.Spec.TargetGroupName);

    private ValueTask<IReadOnlyList<TargetGroupFact>> Find(Func<AwsFacts.TargetGroup, bool> isWanted)
    {
        AwsFactsLookup.ThrowIfRefused(facts, "DescribeTargetGroups");
        return new ValueTask<IReadOnlyList<TargetGroupFact>>(
            [.. (facts.TargetGroups ?? throw AwsFactsLookup.Missing("the target groups of the account", "targetGroups")).Where(isWanted).Select(Read)]);
    }

    private static TargetGroupFact Read(AwsFacts.TargetGroup group) => group.TargetType is { } type && (type == "lambda" || group is { Protocol: not null, VpcId: not null })
        ? new TargetGroupFact(group.TargetGroupArn, type, group.Protocol ?? "", group.IpAddressType ?? "", group.VpcId ?? "")
        : throw AwsFactsLookup.Missing($"\"targetType\", \"protocol\" and \"vpcId\" of target group {group.TargetGroupName}", "targetGroups");
}
