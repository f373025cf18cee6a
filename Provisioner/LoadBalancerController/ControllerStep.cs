using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.LoadBalancerController;

/// <summary>The AWS Load Balancer Controller, installed as its chart does, and available.</summary>
internal sealed class ControllerStep(EnvironmentContext context, ClusterConnection connection) : IProvisioningStep
{
    private static readonly ObjectId Secret = new("v1", "Secret", ControllerNames.Namespace, ControllerNames.TlsSecret);
    private static readonly ObjectId Deployment = new("apps/v1", "Deployment", ControllerNames.Namespace, ControllerNames.Name);

    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.Controller;

    public string Purpose => $"AWS Load Balancer Controller {context.Spec.LoadBalancerController.Version}";

    public IReadOnlyList<string> DependsOn => [StepNames.NodeGroups, StepNames.ControllerRole];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        var vpcId = await _network.GetVpcIdAsync(cancellationToken);
        var certificate = WebhookCertificates.FromSecretOrNew(await api.FindAsync(Secret, cancellationToken), context.Time.GetUtcNow());
        var wanted = ControllerObjects.Build(
            context.Spec,
            new ControllerSettings(vpcId, context.RoleArn(ResourceNames.ControllerRole(context.Spec)), certificate));
        if (await ObjectSet.PlanAsync(api, wanted, cancellationToken) is { } change)
        {
            return change;
        }

        return await DeploymentWait.FindReasonAsync(api, [Deployment], cancellationToken) is { } reason
            ? new StepPlan.Wait(reason, context.Target.PollInterval)
            : new StepPlan.Ready($"{context.Spec.LoadBalancerController.Replicas} pods are available");
    }
}
