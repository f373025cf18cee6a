using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Workloads;

/// <summary>
/// The workloads of the published tree, applied and available. Pods with readiness gates are available when their load balancer finds them healthy, and what it looks for is said by
/// an Ingress, which comes after this step. So where nothing but the load balancer's word is missing and it does not come, the run goes on; it ends only when it has come.
/// </summary>
internal sealed class WorkloadsStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) : IProvisioningStep
{
    public string Name => StepNames.Workloads;

    public string Purpose => $"{manifests.Workloads.Count} objects of {context.Spec.Workloads.Count} workloads";

    // After the controller: its webhook is asked about every Service, and about pods for their gates. After the roles: pods get their credentials when made.
    public IReadOnlyList<string> DependsOn => [StepNames.Controller, StepNames.WorkloadRoles, StepNames.PodIdentity];

    // A target is healthy after two answers in 15 seconds' distance, unless an Ingress says otherwise, and some seconds that the controller takes.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    private TimeSpan GatePatience => context.Target.IsEmulator ? TimeSpan.FromSeconds(45) : TimeSpan.FromMinutes(3);

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        var wanted = manifests.Workloads.Select(item => ManifestSet.ToApplied(item, context)).ToList();
        if (await ObjectSet.PlanAsync(api, wanted, cancellationToken) is { } change)
        {
            return change;
        }

        var (reason, heldReason) = await DeploymentWait.FindReasonsAsync(api, manifests.Deployments, context.Time.GetUtcNow() - GatePatience, cancellationToken);
        return reason is not null
            ? new StepPlan.Wait(reason, context.Target.PollInterval)
            : new StepPlan.Ready(heldReason ?? $"{manifests.Deployments.Count()} Deployments are available");
    }
}
