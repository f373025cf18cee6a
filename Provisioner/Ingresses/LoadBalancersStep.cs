using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>
/// The ALBs that the controller makes for the Ingresses: active, with healthy targets, and no workload still waits for one. This step only looks.
/// </summary>
internal sealed class LoadBalancersStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) : IProvisioningStep
{
    private readonly LoadBalancerFinder _loadBalancers = new(context);

    public string Name => StepNames.LoadBalancers;

    public string Purpose => "ALBs of the Ingresses, active and with healthy targets";

    public IReadOnlyList<string> DependsOn => [StepNames.Ingresses];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var ingresses = manifests.Ingresses.Select(ObjectId.Of).Where(id => id.Kind == "Ingress").ToList();
        var api = await connection.GetAsync(cancellationToken);
        var hostnames = new List<string>();
        foreach (var id in ingresses)
        {
            var live = await api.FindAsync(id, cancellationToken);
            if (IngressStatus.FindHostnames(live) is not { Count: > 0 } own)
            {
                return Wait($"{id} has no ALB: {await ExplainAsync(api, id, cancellationToken)}");
            }

            hostnames.AddRange(own);
        }

        if (await FindReasonAsync(hostnames.Distinct(StringComparer.OrdinalIgnoreCase), cancellationToken) is { } reason)
        {
            return Wait(await FindWarningAsync(api, ingresses, cancellationToken) is { } warning ? $"{reason}; {warning}" : reason);
        }

        // Rollouts that stood still at their readiness gates when the workloads were applied.
        return await DeploymentWait.FindReasonAsync(api, manifests.Deployments, cancellationToken) is { } rollout
            ? Wait(rollout)
            : new StepPlan.Ready(hostnames.Count == 0 ? "there is no Ingress" : string.Join(", ", hostnames.Distinct(StringComparer.OrdinalIgnoreCase)));
    }

    private StepPlan.Wait Wait(string reason) => new(reason, context.Target.PollInterval);

    private async Task<string?> FindReasonAsync(IEnumerable<string> hostnames, CancellationToken cancellationToken)
    {
        var observed = await _loadBalancers.ListLoadBalancersAsync(cancellationToken);
        foreach (var hostname in hostnames)
        {
            // The controller writes the name in lower case.
            var loadBalancer = observed.FirstOrDefault(item => string.Equals(item.DNSName, hostname, StringComparison.OrdinalIgnoreCase));
            if (loadBalancer is null)
            {
                return $"there is no load balancer {hostname}";
            }

            var isNetwork = loadBalancer.Type == LoadBalancerTypeEnum.Network;
            if (loadBalancer.State?.Code != LoadBalancerStateEnum.Active)
            {
                return $"{(isNetwork ? "NLB" : "ALB")} {loadBalancer.LoadBalancerName} is {loadBalancer.State?.Code}"
                    + (loadBalancer.State?.Reason is { Length: > 0 } why ? $" ({why})" : "");
            }

            if (isNetwork)
            {
                // Its target is the ALB, and gets connections whatever its health.
                continue;
            }

            try
            {
                if (await FindTargetReasonAsync(loadBalancer, cancellationToken) is { } reason)
                {
                    return reason;
                }
            }
            catch (AmazonElasticLoadBalancingV2Exception exception) when (AwsErrors.IsNotFound(exception))
            {
                // The controller replaces target groups, and load balancers too, while it is looked at them.
                return $"ALB {loadBalancer.LoadBalancerName} is being changed";
            }
        }

        return null;
    }

    private async Task<string?> FindTargetReasonAsync(LoadBalancer loadBalancer, CancellationToken cancellationToken)
    {
        var mayBeEmpty = context.Spec.Workloads.Any(workload => workload.Replicas == 0);
        var groups = await _loadBalancers.ListTargetGroupsAsync(loadBalancer.LoadBalancerArn, cancellationToken);
        // ALBs that only answer themselves have no targets; which Ingress is behind which ALB does not matter then.
        if (groups.Count == 0 && context.Spec.Ingresses.All(ingress => ingress.Backends.Any(backend => backend.Workloads.Any())))
        {
            return $"ALB {loadBalancer.LoadBalancerName} has no target groups";
        }

        foreach (var group in groups)
        {
            var health = await context.Aws.LoadBalancing.DescribeTargetHealthAsync(
                new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, cancellationToken);
            if (TargetHealthPlan.FindReason(group.TargetGroupName, health.TargetHealthDescriptions ?? [], mayBeEmpty) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static async Task<string> ExplainAsync(ClusterApi api, ObjectId ingress, CancellationToken cancellationToken) =>
        await FindWarningAsync(api, [ingress], cancellationToken)
            ?? "the controller has not answered yet";

    private static async Task<string?> FindWarningAsync(ClusterApi api, IEnumerable<ObjectId> ingresses, CancellationToken cancellationToken)
    {
        foreach (var id in ingresses)
        {
            var selector = Uri.EscapeDataString($"involvedObject.kind=Ingress,involvedObject.name={id.Name}");
            var events = await api.ListAsync("v1", "Event", "fieldSelector=" + selector, cancellationToken);
            var own = events.Where(item => item["involvedObject"]?["name"]?.GetValue<string>() == id.Name
                && item["involvedObject"]?["namespace"]?.GetValue<string>() == (id.Namespace ?? "default"));
            if (IngressEvents.FindWarning(own) is { } warning)
            {
                return warning;
            }
        }

        return null;
    }
}
