using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Model.Iam;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>The way by EKS Pod Identity: the association, the agent on the nodes and their role, the role of the pods.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html and pod-id-abac.html</remarks>
internal sealed class PodIdentityChain(ChainAccount account)
{
    private const string Service = "pods.eks.amazonaws.com";
    private const string Addon = "eks-pod-identity-agent";
    private const string Agent = "agent";
    private const string NodeRole = "node role";

    private static readonly Dictionary<string, string?> s_variables = new(StringComparer.Ordinal)
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = null,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = null,
    };

    private readonly string _cluster = account.Cluster.Name;

    /// <summary>All associations of a cluster.</summary>
    public static Task<List<PodIdentityAssociationSummary>> ListAsync(IAmazonEKS eks, string cluster, CancellationToken cancellationToken) =>
        Paging.AllAsync<PodIdentityAssociationSummary>(async marker =>
        {
            var page = await eks.ListPodIdentityAssociationsAsync(new ListPodIdentityAssociationsRequest { ClusterName = cluster, NextToken = marker }, cancellationToken);
            return (page.Associations, page.NextToken);
        });

    /// <summary>Whoever walks stops at the first link that is broken.</summary>
    public async IAsyncEnumerable<(ChainLink Link, ChainRoute? Route)> WalkAsync(ChainSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (link, _) = await RoleLinks.FindServiceAccountAsync(account.Api, subject, cancellationToken);
        yield return (link, null);

        (link, var found) = await FindAssociationAsync(subject, cancellationToken);
        yield return (link, null);

        yield return (await CheckAgentAsync(cancellationToken), null);
        yield return (await CheckNodeRolesAsync(cancellationToken), null);

        var association = found!;
        (link, var role) = await RoleLinks.FindRoleAsync(
            account.Aws.Iam,
            association.RoleArn,
            async arn => $"aws eks update-pod-identity-association --cluster-name {_cluster} --association-id {association.AssociationId} --role-arn {arn ?? await FindCandidateAsync(cancellationToken) ?? "ROLE"}",
            cancellationToken);
        yield return (link, null);

        var pods = await account.Api.ListAsync("v1", "Pod", "", cancellationToken);
        var tags = association.DisableSessionTags == true ? [] : SessionTags(association, pods.FirstOrDefault(pod => PodLink.IsOf(subject, pod)));
        string[] actions = tags.Count == 0 ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"];
        yield return (
            RoleLinks.CheckTrust(role!, new TrustQuestion("Service", Service, actions, TrustKeys(role!, tags)), Service, TrustPolicies.ForPodIdentity().ToJsonString()),
            new ChainRoute(association.RoleArn, s_variables, Service) { SessionTags = tags, Further = Further(association) });
    }

    private async Task<(ChainLink Link, PodIdentityAssociation? Association)> FindAssociationAsync(ChainSubject subject, CancellationToken cancellationToken)
    {
        const string Name = "association";
        var all = await ListAsync(account.Aws.Eks, _cluster, cancellationToken);
        if (all.Find(subject.IsOf) is { } found)
        {
            var association = (await account.Aws.Eks.DescribePodIdentityAssociationAsync(
                new DescribePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = found.AssociationId }, cancellationToken)).Association;
            return (ChainLink.Holds(Name, $"{association.AssociationId} gives {association.RoleArn}"), association);
        }

        var others = all.Select(other => $"{other.Namespace}/{other.ServiceAccount}").Order(StringComparer.Ordinal).ToList();
        return (ChainLink.Broken(
            Name,
            $"a pod identity association of {subject.Namespace}/{subject.ServiceAccount}",
            others.Count == 0 ? "the cluster has none" : $"the cluster has those of {string.Join(", ", others)}",
            $"aws eks create-pod-identity-association --cluster-name {_cluster} --namespace {subject.Namespace} --service-account {subject.ServiceAccount} --role-arn {await FindCandidateAsync(cancellationToken) ?? "ROLE"}"), null);
    }

    private async Task<ChainLink> CheckAgentAsync(CancellationToken cancellationToken)
    {
        if (account.Cluster.ComputeConfig?.Enabled == true)
        {
            return ChainLink.Holds(Agent, "nodes of EKS Auto Mode have it");
        }

        var nodes = await account.Api.ListAsync("v1", "Node", "", cancellationToken);
        Addon? addon = null;
        try
        {
            addon = (await account.Aws.Eks.DescribeAddonAsync(new DescribeAddonRequest { ClusterName = _cluster, AddonName = Addon }, cancellationToken)).Addon;
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            // It may have been installed by its chart.
            var set = await account.Api.FindAsync(new ObjectId("apps/v1", "DaemonSet", ControllerNames.Namespace, Addon), cancellationToken);
            if (set?["status"]?["numberReady"]?.GetValue<int>() is > 0 and var ready)
            {
                return ChainLink.Holds(Agent, $"DaemonSet {Addon}, ready on {ready} nodes");
            }
        }

        if (addon is null)
        {
            return ChainLink.Broken(Agent, $"the add-on {Addon}", "the cluster does not have it", $"aws eks create-addon --cluster-name {_cluster} --addon-name {Addon}");
        }

        if (nodes.Count == 0)
        {
            return ChainLink.Broken(Agent, "a node that it runs on", "the cluster has none", $"aws eks list-nodegroups --cluster-name {_cluster}");
        }

        var issues = string.Join("; ", addon.Health?.Issues?.Select(issue => issue.Message) ?? []);
        return addon.Status == AddonStatus.ACTIVE || addon.Status == AddonStatus.UPDATING
            ? ChainLink.Holds(Agent, $"{Addon} on {nodes.Count} nodes")
            : ChainLink.Broken(
                Agent,
                $"the add-on {Addon}, ACTIVE",
                $"it is {addon.Status}{(issues.Length > 0 ? $": {issues}" : "")}",
                $"aws eks describe-addon --cluster-name {_cluster} --addon-name {Addon}");
    }

    // The agent asks with the role of the node that it runs on.
    private async Task<ChainLink> CheckNodeRolesAsync(CancellationToken cancellationToken)
    {
        var groups = await Paging.AllAsync<string>(async marker =>
        {
            var page = await account.Aws.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = _cluster, NextToken = marker }, cancellationToken);
            return (page.Nodegroups, page.NextToken);
        });
        if (groups.Count == 0)
        {
            return new ChainLink(NodeRole, ChainLinkState.NotChecked, "the nodes belong to no node group; their role must allow eks-auth:AssumeRoleForPodIdentity");
        }

        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var arn = (await account.Aws.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = _cluster, NodegroupName = group }, cancellationToken)).Nodegroup.NodeRole;
            if (!roles.Add(arn))
            {
                continue;
            }

            var (link, role) = await RoleLinks.FindRoleAsync(
                account.Aws.Iam, arn, _ => Task.FromResult($"aws iam create-role --role-name {arn[(arn.LastIndexOf('/') + 1)..]} --assume-role-policy-document file://trust.json"), cancellationToken);
            if (role is null)
            {
                return link with { Name = NodeRole, Found = $"{link.Found}, and node group {group} has it" };
            }

            var call = new ControllerCall("eks-auth:AssumeRoleForPodIdentity", account.Cluster.Arn, new Dictionary<string, string>(StringComparer.Ordinal));
            link = await new PermissionLink(account.Aws.Iam).CheckAsync(NodeRole, new ChainRoute(arn, s_variables, Service), [call], cancellationToken);
            if (link.State == ChainLinkState.Broken)
            {
                return link;
            }
        }

        return ChainLink.Holds(NodeRole, $"{string.Join(", ", roles)} may eks-auth:AssumeRoleForPodIdentity");
    }

    private Dictionary<string, string> SessionTags(PodIdentityAssociation association, JsonObject? pod)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["eks-cluster-arn"] = account.Cluster.Arn,
            ["eks-cluster-name"] = _cluster,
            ["kubernetes-namespace"] = association.Namespace,
            ["kubernetes-service-account"] = association.ServiceAccount,
        };
        if (pod?["metadata"] is { } metadata)
        {
            tags["kubernetes-pod-name"] = metadata["name"]!.GetValue<string>();
            tags["kubernetes-pod-uid"] = metadata["uid"]!.GetValue<string>();
        }

        return tags;
    }

    private Dictionary<string, IReadOnlyList<string>> TrustKeys(Role role, Dictionary<string, string> tags)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["aws:SourceAccount"] = [account.AccountId],
            ["aws:SourceArn"] = [account.Cluster.Arn],
        };
        foreach (var (key, value) in tags)
        {
            keys[$"aws:RequestTag/{key}"] = [value];
        }

        if (tags.Count > 0)
        {
            keys["aws:TagKeys"] = [.. tags.Keys];
        }

        foreach (var tag in role.Tags ?? [])
        {
            keys[$"aws:ResourceTag/{tag.Key}"] = [tag.Value];
            keys[$"iam:ResourceTag/{tag.Key}"] = [tag.Value];
        }

        return keys;
    }

    private static string? Further(PodIdentityAssociation association) => association switch
    {
        { TargetRoleArn: { Length: > 0 } target } => $"the pods go on to role {target}, which is not looked at",
        { Policy.Length: > 0 } => "the association has a policy of its own, which the simulator cannot be asked about",
        _ => null,
    };

    // The only role that trusts the service, if there is one.
    private async Task<string?> FindCandidateAsync(CancellationToken cancellationToken)
    {
        var candidates = (await RoleLinks.ListAsync(account.Aws.Iam, cancellationToken))
            .FindAll(role => Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? "").Contains($"\"{Service}\"", StringComparison.Ordinal));
        return candidates is [var only] ? only.Arn : null;
    }
}
