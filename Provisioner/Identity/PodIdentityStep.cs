using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>The EKS Pod Identity associations: which service account gets which role. They go with the cluster.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html</remarks>
internal sealed class PodIdentityStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly string _cluster = ResourceNames.Cluster(context.Spec);
    private readonly PodIdentityAssociations _associations = new(context);

    public string Name => StepNames.PodIdentity;

    public string Purpose => $"pod identity associations of {Workloads.Count} workloads";

    public IReadOnlyList<string> DependsOn => [StepNames.WorkloadRoles, StepNames.AddOns];

    private List<WorkloadSpec> Workloads => [.. context.Spec.Workloads.Where(workload => workload.IamRole is { Identity: WorkloadIdentity.PodIdentity })];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = await _associations.ListAsync(cancellationToken);
        foreach (var workload in Workloads)
        {
            var account = WorkloadObjects.ServiceAccountName(workload);
            var roleArn = context.RoleArn(ResourceNames.WorkloadRole(context.Spec, workload));
            if (observed.FirstOrDefault(item => item.Namespace == workload.Namespace && item.ServiceAccount == account) is not { } found)
            {
                return StepPlan.Do($"associated service account {workload.Namespace}/{account} with its role", token =>
                    context.Aws.Eks.CreatePodIdentityAssociationAsync(
                        new CreatePodIdentityAssociationRequest
                        {
                            ClusterName = _cluster,
                            Namespace = workload.Namespace,
                            ServiceAccount = account,
                            RoleArn = roleArn,
                            Tags = context.Tags.ForEks,
                        },
                        token));
            }

            var association = await _associations.DescribeAsync(found.AssociationId, cancellationToken);
            if (association.RoleArn == roleArn)
            {
                continue;
            }

            return context.Tags.Owns(association.Tags)
                ? StepPlan.Do($"corrected the role of service account {workload.Namespace}/{account}", token => context.Aws.Eks.UpdatePodIdentityAssociationAsync(
                    new UpdatePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = found.AssociationId, RoleArn = roleArn }, token))
                : throw new ProvisioningException(
                    $"Service account {workload.Namespace}/{account} has role {association.RoleArn} by an association that does not belong to this environment. Delete the association, or take WithPodIdentity out.");
        }

        return new StepPlan.Ready(Workloads.Count == 0 ? "none is wanted" : $"{Workloads.Count} associations");
    }
}
