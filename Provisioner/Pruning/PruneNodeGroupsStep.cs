using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Pruning;

/// <summary>
/// Deletes node groups that left the specification, once the others are active and the workloads are as they shall be. EKS drains the nodes;
/// the step is done when the pods are available again on those that stay.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/delete-managed-node-group.html</remarks>
internal sealed class PruneNodeGroupsStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests)
    : PruningStep(context, StepNames.StaleNodeGroups, "node groups that left the specification")
{
    private readonly string _cluster = ResourceNames.Cluster(context.Spec);
    private bool _drains;

    public override IReadOnlyList<string> DependsOn => [StepNames.Workloads];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var wanted = Context.Spec.NodeGroups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        var names = await Paging.AllAsync<string>(async marker =>
        {
            var page = await Context.Aws.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = _cluster, NextToken = marker }, cancellationToken);
            return (page.Nodegroups, page.NextToken);
        });
        var parts = new List<StalePart>();
        foreach (var name in names.Where(name => !wanted.Contains(name)).Order(StringComparer.Ordinal))
        {
            if (await FindAsync(name, cancellationToken) is { } observed && Context.Tags.Owns(observed.Tags))
            {
                parts.Add(observed.Status == NodegroupStatus.DELETING
                    ? new StalePart.Waiting($"node group {name}", $"node group {name} is drained and DELETING")
                    : new StalePart.Removable(new RemovablePart($"node group {name}{Issues(observed)}", token => Context.Aws.Eks.DeleteNodegroupAsync(
                        new DeleteNodegroupRequest { ClusterName = _cluster, NodegroupName = name }, token))));
            }
        }

        return parts;
    }

    public override async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var plan = await base.PlanAsync(cancellationToken);
        _drains |= plan is not StepPlan.Ready;
        if (plan is StepPlan.Wait)
        {
            return plan;
        }

        // Before, too: the workloads' own step lets a rollout be that stands still at its readiness gates, and nodes are not drained under it.
        var api = await connection.GetAsync(cancellationToken);
        var reason = await DeploymentWait.FindReasonAsync(api, manifests.Deployments, cancellationToken);

        // Right after nodes went, a Deployment's status still counts the pods that went with them.
        reason ??= _drains && plan is StepPlan.Ready ? await DeploymentWait.FindMissingPodsAsync(api, manifests.Deployments, cancellationToken) : null;
        return reason is not null
            ? new StepPlan.Wait(reason, Context.Target.PollInterval)
            : plan;
    }

    private async Task<Nodegroup?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Context.Aws.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = _cluster, NodegroupName = name }, cancellationToken);
            return response.Nodegroup;
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private static string Issues(Nodegroup group) => group.Status == NodegroupStatus.DELETE_FAILED && group.Health?.Issues is { Count: > 0 } issues
        ? $" ({group.Status}: {string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))})"
        : "";
}
