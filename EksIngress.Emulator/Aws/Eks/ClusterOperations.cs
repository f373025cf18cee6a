using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Clusters: create, look at, delete.</summary>
internal sealed class ClusterOperations(Guarded<EksState> eks, ClusterRequest requests, EksRoles roles, ClusterLifecycle lifecycle, TimeProvider time) : IEksOperations
{
    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("CreateCluster", "POST /clusters", "name version roleArn resourcesVpcConfig(subnetIds[] securityGroupIds[] endpointPublicAccess endpointPrivateAccess publicAccessCidrs[]) accessConfig(authenticationMode bootstrapClusterCreatorAdminPermissions) kubernetesNetworkConfig(ipFamily) logging(clusterLogging[](types[] enabled)) clientRequestToken tags{} bootstrapSelfManagedAddons upgradePolicy(supportType) deletionProtection", AccessNewCluster, Create),
        EksOperation.OnCluster(eks, "DescribeCluster", "GET /clusters/{name}", "", call => Answer(eks.Current.Get(call.Region, call.Parameters.Get("name")))),
        EksOperation.OnCluster(eks, "DeleteCluster", "DELETE /clusters/{name}", "", Delete),
        EksOperation.Create("ListClusters", "GET /clusters", "?maxResults ?nextToken ?include[]", call => [new AccessRequest("eks:ListClusters", EksOperation.ClusterArn(call, "*"), ConditionKeys.None)], List),
    ];

    private static IEnumerable<AccessRequest> AccessNewCluster(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var arn = EksOperation.ClusterArn(call, body.GetString("name"));
        var tags = body.Tags();
        var keys = new ConditionKeys().AddRequestTags(tags).Values;
        yield return new AccessRequest("eks:CreateCluster", arn, keys);
        if (!tags.IsEmpty)
        {
            yield return new AccessRequest("eks:TagResource", arn, keys);
        }

        yield return EksOperation.PassRole(body.GetString("roleArn"), "eks.amazonaws.com");
    }

    private JsonObject Create(AwsCall call)
    {
        var wanted = requests.Read(call);
        var (cluster, isNew) = eks.Update(state =>
        {
            if (state.Clusters.TryGetValue(wanted.Name, out var observed))
            {
                return (state, (Repeated(observed, wanted, EksClientToken.Find(call)), false));
            }

            return state.Clusters.Count < state.Quotas[AwsQuota.EksClusters]
                ? (state.Set(wanted), (wanted, true))
                : throw EksErrors.LimitExceeded($"Cluster limit exceeded: {state.Quotas[AwsQuota.EksClusters]} per account.");
        });
        if (isNew)
        {
            lifecycle.Create(cluster);
        }

        return Answer(cluster);
    }

    // The same request again, told by its token, gets the same answer; any other is refused.
    private static EksCluster Repeated(EksCluster observed, EksCluster wanted, EksClientToken? token)
    {
        if (observed.Region != wanted.Region)
        {
            throw EksErrors.NotEmulated($"A second cluster of the name '{wanted.Name}' (there is one in {observed.Region})");
        }

        return token?.Repeats(observed.ClientRequestToken, observed.RequestHash) == true
            ? observed
            : throw EksErrors.InUse($"Cluster already exists with name: {wanted.Name}", wanted.Name);
    }

    private JsonObject List(AwsCall call)
    {
        // Clusters that are connected from elsewhere are listed with it; there are none.
        if (call.Parameters.Strings("include").FirstOrDefault(part => part != "all") is { } unknown)
        {
            throw EksErrors.InvalidParameter($"Invalid include: {unknown}");
        }

        return EksPage.Create(call.Parameters, eks.Current.Clusters.Values.Where(cluster => cluster.Region == call.Region), cluster => cluster.Name, "clusters", cluster => JsonValue.Create(cluster.Name));
    }

    private JsonObject Delete(AwsCall call)
    {
        var name = call.Parameters.Get("name");
        var deleting = eks.Update(state =>
        {
            var cluster = state.Get(call.Region, name);
            if (!cluster.NodeGroups.IsEmpty)
            {
                throw EksErrors.InUse("Cluster has nodegroups attached", name);
            }

            // Add-ons go with their cluster.
            if (cluster.Status is not (EksStatus.Active or EksStatus.Failed))
            {
                throw EksErrors.InUse($"Cluster is {cluster.Status.ToString().ToUpperInvariant()}; it can be deleted when it is ACTIVE or FAILED", name);
            }

            if (cluster.DeletionProtection)
            {
                throw EksErrors.InvalidRequest($"Cluster {name} has deletion protection; disable it first.");
            }

            var next = cluster with { Status = EksStatus.Deleting, DeletionStartedAt = time.GetUtcNow() };
            return (state.Set(next), next);
        });
        lifecycle.Delete(deleting);
        return Answer(deleting);
    }

    // EKS looks at the role from time to time; a cluster without it stays ACTIVE and says so.
    private JsonObject Answer(EksCluster cluster)
    {
        var observed = cluster.Status == EksStatus.Active && roles.FindAny(cluster.RoleArn) is null
            ? cluster with { Issues = [.. cluster.Issues, new EksIssue("IamRoleNotFound", $"We couldn't find the IAM role {cluster.RoleArn} of your cluster.", cluster.RoleArn)] }
            : cluster;
        return new JsonObject { ["cluster"] = EksJson.Cluster(observed) };
    }
}
