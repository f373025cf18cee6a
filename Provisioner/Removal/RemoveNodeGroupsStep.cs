using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes every node group of the cluster, all at the same time; a cluster that has one cannot be deleted.</summary>
internal sealed class RemoveNodeGroupsStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonEKS _eks = context.Aws.Eks;
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.NodeGroups;

    public string Purpose => "delete the node groups";

    public IReadOnlyList<string> DependsOn => [StepNames.Controller];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (await _clusters.FindAsync(cancellationToken) is not { } cluster)
        {
            return new StepPlan.Ready("there is no cluster");
        }

        _clusters.ThrowIfForeign(cluster);
        if (await FindNamesAsync(cluster.Name, cancellationToken) is not { } names)
        {
            return new StepPlan.Ready("the cluster is gone");
        }

        StepPlan? wait = null;
        foreach (var name in names)
        {
            var status = await FindStatusAsync(cluster.Name, name, cancellationToken);
            if (status == NodegroupStatus.DELETING)
            {
                wait ??= new StepPlan.Wait($"node group {name} is DELETING", context.Target.PollInterval);
            }
            else if (status is not null)
            {
                return RemovalPlan.Delete($"node group {name}", context.Target.PollInterval, token => _eks.DeleteNodegroupAsync(
                    new DeleteNodegroupRequest { ClusterName = cluster.Name, NodegroupName = name }, token));
            }
        }

        return wait ?? new StepPlan.Ready("none is left");
    }

    // Null: a cluster that was being deleted went after it had been described.
    private async Task<IReadOnlyList<string>?> FindNamesAsync(string cluster, CancellationToken cancellationToken)
    {
        try
        {
            return await Paging.AllAsync<string>(async marker =>
            {
                var page = await _eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = cluster, NextToken = marker }, cancellationToken);
                return (page.Nodegroups, page.NextToken);
            });
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private async Task<NodegroupStatus?> FindStatusAsync(string cluster, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _eks.DescribeNodegroupAsync(
                new DescribeNodegroupRequest { ClusterName = cluster, NodegroupName = name }, cancellationToken);
            return response.Nodegroup.Status;
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }
}
