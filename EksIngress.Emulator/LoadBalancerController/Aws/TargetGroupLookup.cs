using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Target groups as the webhooks ask for them, with the credentials that a binding asks for.</summary>
internal sealed class TargetGroupLookup(TargetGroupAccounts accounts) : ITargetGroupLookup
{
    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByArnAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        FindAsync(binding, new DescribeTargetGroupsRequest { TargetGroupArns = [binding.Spec.TargetGroupArn] }, cancellationToken);

    public ValueTask<IReadOnlyList<TargetGroupFact>> FindByNameAsync(TargetGroupBinding binding, CancellationToken cancellationToken) =>
        FindAsync(binding, new DescribeTargetGroupsRequest { Names = [binding.Spec.TargetGroupName] }, cancellationToken);

    private async ValueTask<IReadOnlyList<TargetGroupFact>> FindAsync(
        TargetGroupBinding binding, DescribeTargetGroupsRequest request, CancellationToken cancellationToken)
    {
        var elb = await accounts.ElbAsync(binding.Spec.IamRoleArnToAssume, binding.Spec.AssumeRoleExternalId);
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroups", elb.DescribeTargetGroupsAsync(request, cancellationToken));
        return
        [
            .. (response.TargetGroups ?? []).Select(group => new TargetGroupFact(
                group.TargetGroupArn, group.TargetType.Value, group.Protocol?.Value ?? "", group.IpAddressType?.Value ?? "", group.VpcId ?? "")),
        ];
    }
}
