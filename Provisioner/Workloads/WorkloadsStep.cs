using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Workloads;

/// <summary>The workloads of the published tree, applied and available.</summary>
internal sealed class WorkloadsStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) : IProvisioningStep
{
    public string Name => StepNames.Workloads;

    public string Purpose => $"{manifests.Workloads.Count} objects of {context.Spec.Workloads.Count} workloads";

    // After the controller: its webhook is asked about every Service. After the roles: pods get their credentials when made.
    public IReadOnlyList<string> DependsOn => [StepNames.Controller, StepNames.WorkloadRoles, StepNames.PodIdentity];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        var wanted = manifests.Workloads.Select(item => ManifestSet.WithRoleArn(item, context)).ToList();
        if (await ObjectSet.PlanAsync(api, wanted, cancellationToken) is { } change)
        {
            return change;
        }

        var deployments = wanted.Select(ObjectId.Of).Where(id => id is { Kind: "Deployment", Group: "apps" }).ToList();
        return await DeploymentWait.FindReasonAsync(api, deployments, cancellationToken) is { } reason
            ? new StepPlan.Wait(reason, context.Target.PollInterval)
            : new StepPlan.Ready($"{deployments.Count} Deployments are available");
    }
}
