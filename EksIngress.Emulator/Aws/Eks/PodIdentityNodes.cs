using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Who the pod identity agent of a node is: the node's role, by its instance profile.</summary>
internal sealed class PodIdentityNodes(Guarded<IamState> iam, CallerResolver callers, TimeProvider time)
{
    /// <summary>
    /// The caller on the node that the token's pod runs on; of a token that names none, on the cluster's first. The token is not verified
    /// here: EKS Auth does that.
    /// </summary>
    /// <returns>Null when the cluster has no such node, or its role is gone.</returns>
    public ResolvedCaller? FindCaller(EksCluster cluster, string token)
    {
        var nodeName = token.Length <= PodIdentityAssumption.MaxTokenCharacters ? WebIdentityToken.Find(token)?.NodeName : null;
        var (group, node) = cluster.NodeGroups.Values
            .SelectMany(group => group.Nodes.Select(node => (Group: group, Node: node)))
            .FirstOrDefault(found => nodeName is null || found.Node.Name == nodeName);
        var role = group is null ? null : iam.Current.Roles.Values.FirstOrDefault(role => role.Arn == group.NodeRoleArn);
        return role is null
            ? null
            : callers.Find(new IamPrincipal.RoleSession(
                role.RoleId, node.InstanceId, time.GetUtcNow(), null, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty));
    }
}
