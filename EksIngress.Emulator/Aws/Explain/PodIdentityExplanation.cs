using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>The way by EKS Pod Identity: the association, the agent on the nodes and their role, the role of the pods.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html</remarks>
internal sealed class PodIdentityExplanation(Guarded<IamState> iam, Func<IClusterObjects> objects, RoleLinks links, PermissionExplanation permissions)
{
    private const string NodeRole = "node role";

    private static readonly Dictionary<string, string?> s_variables = new(StringComparer.Ordinal)
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = null,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = null,
    };

    public static EksPodIdentity? Find(ExplainedSubject subject, EksCluster cluster) =>
        cluster.PodIdentities.Values.FirstOrDefault(found => (found.Namespace, found.ServiceAccount) == (subject.Namespace, subject.ServiceAccount));

    /// <summary>Whoever walks stops at the first link that is broken.</summary>
    public IEnumerable<(ExplainedLink Link, ExplainedRoute? Route)> Walk(ExplainedSubject subject, EksCluster cluster)
    {
        yield return (RoleLinks.CheckAccount(subject, objects().Find(cluster.Name, "serviceaccounts", new(subject.Namespace, subject.ServiceAccount)) is not null), null);
        var association = Find(subject, cluster);
        yield return (CheckAssociation(subject, cluster, association), null);
        yield return (CheckAgent(cluster), null);
        yield return (CheckNodeRoles(cluster), null);
        var role = links.Find(association!.RoleArn);
        yield return (links.CheckRole(
            role,
            association.RoleArn,
            $"aws eks update-pod-identity-association --cluster-name {cluster.Name} --association-id {association.Id} --role-arn {FindCandidate() ?? "ROLE"}"), null);

        var pod = objects().List(cluster.Name, "pods", subject.Namespace).FirstOrDefault(subject.Runs);
        var tags = PodIdentityAssumption.SessionTags(cluster, association, pod is null ? null : (pod.Name(), pod.Uid()));
        yield return (
            links.CheckTrust(
                role!,
                new PolicyPrincipal("Service", PodIdentityAssumption.Service),
                PodIdentityAssumption.TrustActions(tags),
                cluster.Region,
                PodIdentityAssumption.TrustKeys(cluster, role, tags),
                TrustDocuments.ForPodIdentity(PodIdentityAssumption.Service)),
            new ExplainedRoute(role!, tags.ToImmutableDictionary(), ImmutableDictionary<string, string>.Empty, s_variables, PodIdentityAssumption.Service));
    }

    private ExplainedLink CheckAssociation(ExplainedSubject subject, EksCluster cluster, EksPodIdentity? association)
    {
        if (association is not null)
        {
            return ExplainedLink.Holds("association", $"{association.Id} gives {association.RoleArn}");
        }

        var others = cluster.PodIdentities.Values.Select(other => $"{other.Namespace}/{other.ServiceAccount}").Order(StringComparer.Ordinal).ToList();
        return ExplainedLink.Broken(
            "association",
            $"a pod identity association of {subject.Namespace}/{subject.ServiceAccount}",
            others.Count == 0 ? "the cluster has none" : $"the cluster has those of {string.Join(", ", others)}",
            $"aws eks create-pod-identity-association --cluster-name {cluster.Name} --namespace {subject.Namespace} --service-account {subject.ServiceAccount} --role-arn {FindCandidate() ?? "ROLE"}");
    }

    private static ExplainedLink CheckAgent(EksCluster cluster)
    {
        const string Name = "agent";
        const string Addon = PodIdentityAgent.Addon;
        var nodes = cluster.NodeGroups.Values.Sum(group => group.Nodes.Length);
        return (cluster.Addons.GetValueOrDefault(Addon)?.Status, nodes) switch
        {
            (null, _) => ExplainedLink.Broken(Name, $"the add-on {Addon}", "the cluster does not have it", $"aws eks create-addon --cluster-name {cluster.Name} --addon-name {Addon}"),
            (_, 0) => ExplainedLink.Broken(Name, "a node that it runs on", "the cluster has none", $"aws eks list-nodegroups --cluster-name {cluster.Name}"),
            (EksStatus.Active or EksStatus.Updating, _) => ExplainedLink.Holds(Name, $"{Addon} on {nodes} nodes"),
            (var status, _) => ExplainedLink.Broken(
                Name, $"the add-on {Addon}, ACTIVE", $"it is {EksJson.Status(status.Value, "CREATE_FAILED")}", $"aws eks describe-addon --cluster-name {cluster.Name} --addon-name {Addon}"),
        };
    }

    // The agent asks with the role of the node that it runs on.
    private ExplainedLink CheckNodeRoles(EksCluster cluster)
    {
        AccessRequest[] requests = [new("eks-auth:AssumeRoleForPodIdentity", cluster.Arn, ConditionKeys.None)];
        foreach (var group in cluster.NodeGroups.Values)
        {
            if (iam.Current.FindRoleByArn(group.NodeRoleArn) is not { } role)
            {
                return ExplainedLink.Broken(NodeRole, group.NodeRoleArn, $"there is no such role, and node group {group.Name} has it", $"aws iam create-role --role-name {group.NodeRoleArn[(group.NodeRoleArn.LastIndexOf('/') + 1)..]} --assume-role-policy-document file://trust.json");
            }

            var none = ImmutableDictionary<string, string>.Empty;
            if (permissions.Check(NodeRole, new ExplainedRoute(role, none, none, s_variables, ""), cluster.Region, requests) is { IsBroken: true } broken)
            {
                return broken;
            }
        }

        return ExplainedLink.Holds(NodeRole, $"{string.Join(", ", cluster.NodeGroups.Values.Select(group => group.NodeRoleArn).Distinct())} may eks-auth:AssumeRoleForPodIdentity");
    }

    // The only role that trusts the service, if there is one.
    private string? FindCandidate()
    {
        var candidates = iam.Current.Roles.Values
            .Where(role => role.TrustPolicy.Policy.Statements.Any(statement =>
                statement.Principals?.Entries.Any(entry => entry is { Kind: "Service", Value: PodIdentityAssumption.Service }) == true))
            .Take(2)
            .ToList();
        return candidates is [var only] ? only.Arn : null;
    }
}
