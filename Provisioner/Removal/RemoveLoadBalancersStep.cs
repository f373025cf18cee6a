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
        foreach (var item in await _loadBalancers.ListLoadBalancersAsync(cancellationToken))
        {
            return RemovalPlan.Delete($"load balancer {item.LoadBalancerName}", context.Target.PollInterval, token =>
                client.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = item.LoadBalancerArn }, token));
        }

        foreach (var item in await _loadBalancers.ListTargetGroupsAsync(null, cancellationToken))
        {
            return RemovalPlan.Delete($"target group {item.TargetGroupName}", context.Target.PollInterval, token =>
                client.DeleteTargetGroupAsync(new DeleteTargetGroupRequest { TargetGroupArn = item.TargetGroupArn }, token));
        }

        return new StepPlan.Ready("none is left");
    }
}
