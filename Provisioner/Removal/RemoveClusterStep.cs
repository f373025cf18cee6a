using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the control plane.</summary>
internal sealed class RemoveClusterStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.Cluster;

    public string Purpose => "delete the cluster";

    public IReadOnlyList<string> DependsOn => [StepNames.NodeGroups];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (await _clusters.FindAsync(cancellationToken) is not { } cluster)
        {
            return new StepPlan.Ready("none is left");
        }

        _clusters.ThrowIfForeign(cluster);
        return cluster.Status == ClusterStatus.DELETING
            ? new StepPlan.Wait($"cluster {cluster.Name} is DELETING", context.Target.PollInterval)
            : RemovalPlan.Delete($"cluster {cluster.Name}", context.Target.PollInterval, token => context.Aws.Eks.DeleteClusterAsync(
                new DeleteClusterRequest { Name = cluster.Name }, token));
    }
}
