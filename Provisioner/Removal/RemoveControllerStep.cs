using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Stops the controller, so that nothing makes AWS resources any more. Its other objects go with the cluster.</summary>
internal sealed class RemoveControllerStep(EnvironmentContext context, ClusterConnection connection) : IProvisioningStep
{
    // The webhooks first: without the pods behind them they would refuse whatever else is done to the cluster.
    private static readonly ObjectId[] Objects =
    [
        new("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", null, ControllerNames.Webhook),
        new("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", null, ControllerNames.Webhook),
        new("apps/v1", "Deployment", ControllerNames.Namespace, ControllerNames.Name),
    ];

    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.Controller;

    public string Purpose => "stop the load balancer controller";

    public IReadOnlyList<string> DependsOn => [StepNames.Ingresses];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (await _clusters.FindServingAsync(cancellationToken) is not { } cluster)
        {
            return new StepPlan.Ready("there is no active cluster");
        }

        var api = connection.Get(cluster);
        foreach (var id in Objects)
        {
            if (await api.FindAsync(id, cancellationToken) is not { } live
                || live["metadata"]?["labels"]?[Ownership.EnvironmentKey]?.GetValue<string>() != context.Spec.Name)
            {
                continue;
            }

            return live["metadata"]?["deletionTimestamp"] is null
                ? StepPlan.Do($"deleted {id}", token => api.DeleteAsync(id, null, token))
                : new StepPlan.Wait($"{id} is going", context.Target.PollInterval);
        }

        return new StepPlan.Ready("not running");
    }
}
