using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Pruning;

/// <summary>
/// Deletes EKS Pod Identity associations that left the specification, after the pods that had their credentials by them: one that is left over
/// would go on giving a role that nobody meant it to have.
/// </summary>
internal sealed class PruneIdentitiesStep(EnvironmentContext context)
    : PruningStep(context, StepNames.StalePodIdentity, "pod identity associations that left the specification")
{
    private readonly string _cluster = ResourceNames.Cluster(context.Spec);
    private readonly PodIdentityAssociations _associations = new(context);

    public override IReadOnlyList<string> DependsOn => [StepNames.StaleObjects];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var wanted = Context.Spec.Workloads
            .Where(workload => workload.IamRole is { Identity: WorkloadIdentity.PodIdentity })
            .Select(workload => (workload.Namespace, WorkloadObjects.ServiceAccountName(workload)))
            .ToHashSet();
        var parts = new List<StalePart>();
        foreach (var item in (await _associations.ListAsync(cancellationToken)).Where(item => !wanted.Contains((item.Namespace, item.ServiceAccount))))
        {
            if (await IsOwnedAsync(item.AssociationId, cancellationToken))
            {
                parts.Add(new StalePart.Removable(new RemovablePart($"association of service account {item.Namespace}/{item.ServiceAccount}", token =>
                    Context.Aws.Eks.DeletePodIdentityAssociationAsync(
                        new DeletePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = item.AssociationId }, token))));
            }
        }

        return parts;
    }

    private async Task<bool> IsOwnedAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return Context.Tags.Owns((await _associations.DescribeAsync(id, cancellationToken)).Tags);
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return false;
        }
    }
}
