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

    public string Name => StepNames.PodIdentity;

    public string Purpose => $"pod identity associations of {Workloads.Count} workloads";

    public IReadOnlyList<string> DependsOn => [StepNames.WorkloadRoles, StepNames.AddOns];

    private List<WorkloadSpec> Workloads => [.. context.Spec.Workloads.Where(workload => workload.IamRole is { Identity: WorkloadIdentity.PodIdentity })];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = await Paging.AllAsync<PodIdentityAssociationSummary>(async marker =>
        {
            var page = await context.Aws.Eks.ListPodIdentityAssociationsAsync(
                new ListPodIdentityAssociationsRequest { ClusterName = _cluster, NextToken = marker }, cancellationToken);
            return (page.Associations, page.NextToken);
        });
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

            var association = await DescribeAsync(found.AssociationId, cancellationToken);
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

        return await PlanRemovalAsync(observed, cancellationToken) ?? new StepPlan.Ready(Workloads.Count == 0 ? "none is wanted" : $"{Workloads.Count} associations");
    }

    // One that is left over would go on giving a role that nobody meant it to have.
    private async Task<StepPlan?> PlanRemovalAsync(IEnumerable<PodIdentityAssociationSummary> observed, CancellationToken cancellationToken)
    {
        var wanted = Workloads.Select(workload => (workload.Namespace, WorkloadObjects.ServiceAccountName(workload))).ToHashSet();
        foreach (var item in observed.Where(item => !wanted.Contains((item.Namespace, item.ServiceAccount))))
        {
            if (context.Tags.Owns((await DescribeAsync(item.AssociationId, cancellationToken)).Tags))
            {
                return StepPlan.Do($"removed the association of service account {item.Namespace}/{item.ServiceAccount}", token =>
                    context.Aws.Eks.DeletePodIdentityAssociationAsync(
                        new DeletePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = item.AssociationId }, token));
            }
        }

        return null;
    }

    private async Task<PodIdentityAssociation> DescribeAsync(string id, CancellationToken cancellationToken) =>
        (await context.Aws.Eks.DescribePodIdentityAssociationAsync(
            new DescribePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = id }, cancellationToken)).Association;
}
