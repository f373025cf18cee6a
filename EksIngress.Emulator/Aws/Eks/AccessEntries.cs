using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>The access entries that EKS makes by itself.</summary>
internal sealed class AccessEntries(EksRoles roles, TimeProvider time)
{
    public const string ClusterAdminPolicy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

    /// <summary>Whoever made the cluster administers it, unless told otherwise.</summary>
    public EksCluster AddCreator(EksCluster cluster)
    {
        if (!cluster.HasAccessEntries || !cluster.BootstrapCreatorAdmin || cluster.AccessEntries.ContainsKey(cluster.CreatorArn) || roles.FindPrincipalId(cluster.CreatorArn) is null)
        {
            return cluster;
        }

        var now = time.GetUtcNow();
        var entry = Create(cluster, cluster.CreatorArn, "STANDARD", DefaultUsername(cluster.CreatorArn), []);
        return cluster.Set(entry with { Policies = entry.Policies.Add(ClusterAdminPolicy, new EksPolicyAssociation([], now, now)) });
    }

    /// <summary>Nodes of a managed group join by their role.</summary>
    public EksCluster AddNodeRole(EksCluster cluster, string roleArn) =>
        !cluster.HasAccessEntries || cluster.AccessEntries.ContainsKey(roleArn) || roles.FindPrincipalId(roleArn) is null
            ? cluster
            : cluster.Set(Create(cluster, roleArn, "EC2_LINUX", "system:node:{{EC2PrivateDNSName}}", ["system:nodes"]));

    /// <summary>The creator and the roles of all node groups.</summary>
    public EksCluster AddAll(EksCluster cluster) =>
        cluster.NodeGroups.Values.Aggregate(AddCreator(cluster), (observed, group) => AddNodeRole(observed, group.NodeRoleArn));

    /// <exception cref="AwsException"><c>InvalidRequestException</c>: the cluster knows the ConfigMap aws-auth only.</exception>
    public static EksCluster Demand(EksCluster cluster) => cluster.HasAccessEntries
        ? cluster
        : throw EksErrors.InvalidRequest("The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.");

    public EksAccessEntry Create(EksCluster cluster, string principalArn, string type, string username, ImmutableArray<string> groups)
    {
        var now = time.GetUtcNow();
        // arn:aws:iam::ACCOUNT:role/PATH/NAME
        var parts = principalArn.Split(':', 6);
        var resource = parts[5];
        var kind = resource[..resource.IndexOf('/', StringComparison.Ordinal)];
        var name = resource[(resource.LastIndexOf('/') + 1)..];
        return new EksAccessEntry
        {
            PrincipalArn = principalArn,
            PrincipalId = roles.FindPrincipalId(principalArn) ?? throw EksErrors.InvalidParameter("The specified principalArn is invalid: invalid principal.", cluster.Name),
            Arn = $"arn:aws:eks:{cluster.Region}:{parts[4]}:access-entry/{cluster.Name}/{kind}/{parts[4]}/{name}/{Guid.NewGuid()}",
            Type = type,
            Username = username,
            KubernetesGroups = groups,
            CreatedAt = now,
            ModifiedAt = now,
            Tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        };
    }

    /// <summary>A user's ARN; for a role the ARN of its session, so that audit logs tell sessions apart.</summary>
    public static string DefaultUsername(string principalArn)
    {
        var parts = principalArn.Split(':', 6);
        return parts[5].StartsWith("role/", StringComparison.Ordinal)
            ? $"arn:aws:sts::{parts[4]}:assumed-role/{parts[5][(parts[5].LastIndexOf('/') + 1)..]}/{{{{SessionName}}}}"
            : principalArn;
    }
}
