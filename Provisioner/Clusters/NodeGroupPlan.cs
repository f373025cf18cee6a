using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>What to do about a node group.</summary>
internal static class NodeGroupPlan
{
    /// <param name="wanted">The node group as it shall be.</param>
    /// <param name="observed">The node group as EKS describes it; null when there is none.</param>
    /// <exception cref="ProvisioningException">It cannot become what is wanted without a human.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html</remarks>
    public static NodeGroupAction Decide(NodeGroupSpec wanted, Nodegroup? observed)
    {
        if (observed is null)
        {
            return NodeGroupAction.Create;
        }

        if (observed.Status == NodegroupStatus.CREATING || observed.Status == NodegroupStatus.UPDATING
            || observed.Status == NodegroupStatus.DELETING)
        {
            return NodeGroupAction.Wait;
        }

        if (observed.Status != NodegroupStatus.ACTIVE)
        {
            throw new ProvisioningException(
                $"Node group {observed.NodegroupName} is {observed.Status}, wanted ACTIVE{Issues(observed)}. Correct the reason, delete the node group, and apply again.");
        }

        // The desired size is the autoscaler's after the start; only the limits are ours.
        return observed.ScalingConfig?.MinSize == wanted.MinSize && observed.ScalingConfig?.MaxSize == wanted.MaxSize
            ? NodeGroupAction.None
            : NodeGroupAction.Scale;
    }

    public static CreateNodegroupRequest ToRequest(
        EnvironmentSpec spec,
        NodeGroupSpec wanted,
        string roleArn,
        IEnumerable<string> subnetIds,
        Dictionary<string, string> tags) => new()
        {
            ClusterName = ResourceNames.Cluster(spec),
            NodegroupName = wanted.Name,
            NodeRole = roleArn,
            Subnets = [.. subnetIds],
            InstanceTypes = [.. wanted.InstanceTypes],
            ScalingConfig = new NodegroupScalingConfig { MinSize = wanted.MinSize, DesiredSize = wanted.DesiredSize, MaxSize = wanted.MaxSize },
            Tags = tags,
        };

    private static string Issues(Nodegroup group) => group.Health?.Issues is { Count: > 0 } issues
        ? ": " + string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))
        : "";
}
