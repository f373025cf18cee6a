using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Ingresses;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes what the controller left behind: load balancers and target groups that carry the cluster's tag.</summary>
internal sealed class RemoveLoadBalancersStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly LoadBalancerFinder _loadBalancers = new(context);

    public string Name => StepNames.LoadBalancers;

    public string Purpose => "delete load balancers and target groups that the controller left behind";

    public IReadOnlyList<string> DependsOn => [StepNames.Cluster];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var client = context.Aws.LoadBalancing;
        var balancers = await _loadBalancers.ListLoadBalancersAsync(cancellationToken);
        var groups = await _loadBalancers.ListTargetGroupsAsync(null, cancellationToken);

        // An ALB cannot be deleted while it is the target of an NLB: that goes first, then the group that holds the ALB.
        if (balancers.FirstOrDefault(item => item.Type == LoadBalancerTypeEnum.Network) is { } network)
        {
            return DeleteBalancer(network);
        }

        if (groups.FirstOrDefault(item => item.TargetType == TargetTypeEnum.Alb) is { } holder)
        {
            return DeleteGroup(holder);
        }

        return balancers.Count > 0 ? DeleteBalancer(balancers[0])
            : groups.Count > 0 ? DeleteGroup(groups[0])
            : new StepPlan.Ready("none is left");

        StepPlan DeleteBalancer(LoadBalancer item) => RemovalPlan.Delete($"load balancer {item.LoadBalancerName}", context.Target.PollInterval, token =>
            client.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = item.LoadBalancerArn }, token));

        StepPlan DeleteGroup(TargetGroup item) => RemovalPlan.Delete($"target group {item.TargetGroupName}", context.Target.PollInterval, token =>
            client.DeleteTargetGroupAsync(new DeleteTargetGroupRequest { TargetGroupArn = item.TargetGroupArn }, token));
    }
}
