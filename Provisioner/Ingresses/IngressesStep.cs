using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>The Ingresses of the published tree, applied.</summary>
internal sealed class IngressesStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) : IProvisioningStep
{
    public string Name => StepNames.Ingresses;

    public string Purpose => $"{context.Spec.Ingresses.Count} Ingresses";

    public IReadOnlyList<string> DependsOn => [StepNames.Workloads];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        return await ObjectSet.PlanAsync(api, manifests.Ingresses, cancellationToken)
            ?? new StepPlan.Ready($"{manifests.Ingresses.Count} objects");
    }
}
