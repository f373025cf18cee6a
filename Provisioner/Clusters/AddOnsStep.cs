using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>
/// The EKS add-ons that the workloads need: the metrics server for autoscaling, the agent for EKS Pod Identity. One that is there
/// already is used as it is.
/// </summary>
internal sealed class AddOnsStep(EnvironmentContext context) : IProvisioningStep
{
    public string Name => StepNames.AddOns;

    public string Purpose => Wanted.Count == 0 ? "no add-ons" : $"add-ons {string.Join(", ", Wanted)}";

    // Their pods run on nodes.
    public IReadOnlyList<string> DependsOn => [StepNames.NodeGroups];

    private IReadOnlyList<string> Wanted => Needed(context.Spec);

    /// <summary>Names of the add-ons that a specification needs.</summary>
    public static IReadOnlyList<string> Needed(EnvironmentSpec spec) =>
    [
        .. spec.Workloads.Any(workload => workload.IamRole is { Identity: WorkloadIdentity.PodIdentity }) ? ["eks-pod-identity-agent"] : Array.Empty<string>(),
        .. spec.Workloads.Any(workload => workload.Autoscaling is not null) ? ["metrics-server"] : Array.Empty<string>(),
    ];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        StepPlan? wait = null;
        foreach (var name in Wanted)
        {
            var observed = await FindAsync(context, name, cancellationToken);
            if (observed is null)
            {
                return StepPlan.Do($"created add-on {name}", token => context.Aws.Eks.CreateAddonAsync(
                    new CreateAddonRequest { ClusterName = ResourceNames.Cluster(context.Spec), AddonName = name, Tags = context.Tags.ForEks }, token));
            }

            if (observed.Status == AddonStatus.CREATE_FAILED || observed.Status == AddonStatus.DELETE_FAILED || observed.Status == AddonStatus.UPDATE_FAILED)
            {
                throw new ProvisioningException($"Add-on {name} is {observed.Status}, wanted ACTIVE{Issues(observed)}. Correct the reason, delete the add-on, and apply again.");
            }

            if (observed.Status != AddonStatus.ACTIVE)
            {
                // The others are looked at first, so that all of them come up at the same time.
                wait ??= new StepPlan.Wait($"add-on {name} is {observed.Status}{Issues(observed)}", context.Target.PollInterval);
            }
        }

        return wait ?? new StepPlan.Ready(Wanted.Count == 0 ? "none is needed" : string.Join(", ", Wanted.Select(name => $"{name} is ACTIVE")));
    }

    /// <summary>An add-on of the cluster, whoever made it; null when there is none.</summary>
    public static async Task<Addon?> FindAsync(EnvironmentContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await context.Aws.Eks.DescribeAddonAsync(
                new DescribeAddonRequest { ClusterName = ResourceNames.Cluster(context.Spec), AddonName = name }, cancellationToken);
            return response.Addon;
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private static string Issues(Addon addon) => addon.Health?.Issues is { Count: > 0 } issues
        ? ": " + string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))
        : "";
}
