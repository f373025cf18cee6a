using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Managed node groups: create, look at, scale, delete.</summary>
internal sealed class NodeGroupOperations(
    Guarded<EksState> eks, NodeGroupRequest requests, NodeGroupLifecycle lifecycle, AccessEntries entries, EksRoles roles, TimeProvider time) : IEksOperations, IEksResumption
{
    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("CreateNodegroup", "POST /clusters/{name}/node-groups", "nodegroupName scalingConfig(minSize maxSize desiredSize) diskSize subnets[] instanceTypes[] amiType nodeRole labels{} taints[](key value effect) tags{} clientRequestToken updateConfig(maxUnavailable maxUnavailablePercentage) capacityType version", AccessNewNodeGroup, Create),
        EksOperation.Create("DescribeNodegroup", "GET /clusters/{name}/node-groups/{nodegroupName}", "", call => [ToNodeGroup(call, "eks:DescribeNodegroup")], call => Answer(Get(call))),
        EksOperation.Create("DeleteNodegroup", "DELETE /clusters/{name}/node-groups/{nodegroupName}", "", call => [ToNodeGroup(call, "eks:DeleteNodegroup")], Delete),
        EksOperation.Create("UpdateNodegroupConfig", "POST /clusters/{name}/node-groups/{nodegroupName}/update-config", "labels(addOrUpdateLabels{} removeLabels[]) taints(addOrUpdateTaints[](key value effect) removeTaints[](key value effect)) scalingConfig(minSize maxSize desiredSize) updateConfig(maxUnavailable maxUnavailablePercentage) clientRequestToken", call => [ToNodeGroup(call, "eks:UpdateNodegroupConfig")], Update),
        EksOperation.OnCluster(eks, "ListNodegroups", "GET /clusters/{name}/node-groups", "?maxResults ?nextToken", List),
        EksOperation.Create("UpdateNodegroupVersion", "POST /clusters/{name}/node-groups/{nodegroupName}/update-version", "version force clientRequestToken", call => [ToNodeGroup(call, "eks:UpdateNodegroupVersion")], UpdateVersion),
    ];

    private IEnumerable<AccessRequest> AccessNewNodeGroup(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var tags = body.Tags();
        yield return EksOperation.ToCluster(eks.Current, call, "eks:CreateNodegroup", keys => keys.AddRequestTags(tags));
        if (!tags.IsEmpty)
        {
            var arn = $"arn:aws:eks:{call.Region}:{call.AccountId}:nodegroup/{call.Parameters.Get("name")}/{body.GetString("nodegroupName")}/*";
            yield return new AccessRequest("eks:TagResource", arn, new ConditionKeys().AddRequestTags(tags).Values);
        }

        yield return EksOperation.PassRole(body.GetString("nodeRole"), "eks.amazonaws.com");
    }

    private AccessRequest ToNodeGroup(AwsCall call, string action)
    {
        var (cluster, name) = (call.Parameters.Get("name"), call.Parameters.Get("nodegroupName"));
        var group = eks.Current.Find(call.Region, cluster)?.NodeGroups.GetValueOrDefault(name);
        return new AccessRequest(
            action,
            group?.Arn ?? $"arn:aws:eks:{call.Region}:{call.AccountId}:nodegroup/{cluster}/{name}/*",
            group is null ? ConditionKeys.None : new ConditionKeys().AddResourceTags(group.Tags, "eks").Values);
    }

    private (EksCluster Cluster, EksNodeGroup Group) Get(AwsCall call)
    {
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        return (cluster, cluster.GetNodeGroup(call.Parameters.Get("nodegroupName")));
    }

    private JsonObject Answer((EksCluster Cluster, EksNodeGroup Group) found) =>
        new() { ["nodegroup"] = EksJson.NodeGroup(found.Cluster, Observed(found.Group)) };

    // EKS looks at the role from time to time.
    private EksNodeGroup Observed(EksNodeGroup group) =>
        group.Status == EksStatus.Active && roles.FindAny(group.NodeRoleArn) is null
            ? group with
            {
                Status = EksStatus.Degraded,
                Issues = [.. group.Issues, new EksIssue("IamNodeRoleNotFound", $"We couldn't find the IAM role {group.NodeRoleArn} of your node group. Create a role of the same name to recover.", group.NodeRoleArn)],
            }
            : group;

    private JsonObject Create(AwsCall call)
    {
        var name = call.Parameters.Get("name");
        var wanted = requests.Read(call, eks.Current.Get(call.Region, name));
        var (cluster, group, isNew) = eks.Update(state =>
        {
            var cluster = state.Get(call.Region, name);
            if (cluster.NodeGroups.TryGetValue(wanted.Name, out var observed))
            {
                return EksClientToken.Find(call)?.Repeats(observed.ClientRequestToken, observed.RequestHash) == true
                    ? (state, (cluster, observed, false))
                    : throw EksErrors.InUse($"NodeGroup already exists with name {wanted.Name} and cluster name {name}", name);
            }

            if (cluster.Status != EksStatus.Active)
            {
                throw EksErrors.InvalidRequest($"Cluster '{name}' is not in ACTIVE status");
            }

            if (cluster.NodeGroups.Count >= state.Quotas[AwsQuota.EksNodeGroups])
            {
                throw EksErrors.LimitExceeded($"Nodegroup limit exceeded: {state.Quotas[AwsQuota.EksNodeGroups]} per cluster.");
            }

            var next = entries.AddNodeRole(cluster, wanted.NodeRoleArn).Set(wanted);
            return (state.Set(next), (next, wanted, true));
        });
        if (isNew)
        {
            lifecycle.Create(name, group.Name);
        }

        return Answer((cluster, group));
    }

    public void Resume(EksCluster cluster)
    {
        foreach (var group in cluster.NodeGroups.Values)
        {
            switch (group.Status)
            {
                case EksStatus.Creating:
                    lifecycle.Create(cluster.Name, group.Name);
                    break;
                case EksStatus.Deleting:
                    lifecycle.Delete(cluster.Name, group.Name);
                    break;
                case EksStatus.Updating when group.Updates.Values.First(update => update.Status == "InProgress") is var update:
                    if (update.Type == "VersionUpdate")
                    {
                        lifecycle.Replace(cluster.Name, group.Name, update.Id);
                    }
                    else
                    {
                        lifecycle.Update(cluster.Name, group.Name, update.Id);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private JsonObject List(AwsCall call) =>
        EksPage.Create(call.Parameters, eks.Current.Get(call.Region, call.Parameters.Get("name")).NodeGroups.Keys, name => name, "nodegroups", name => JsonValue.Create(name));

    private JsonObject Delete(AwsCall call)
    {
        var (cluster, group) = Change(call, (cluster, group) => group.Status is EksStatus.Active or EksStatus.Failed or EksStatus.Degraded or EksStatus.DeleteFailed
            ? group with { Status = EksStatus.Deleting, ModifiedAt = time.GetUtcNow() }
            : throw NotIdle(cluster, group));
        lifecycle.Delete(cluster.Name, group.Name);
        return Answer((cluster, group));
    }

    private JsonObject Update(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        return Start(call, lifecycle.Update, (cluster, group) =>
        {
            if (group.Status is not (EksStatus.Active or EksStatus.Degraded))
            {
                throw NotIdle(cluster, group);
            }

            var scaling = NodeGroupRequest.ReadScaling(body.FindObject("scalingConfig"), group.Scaling);
            var parameters = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
                .Add("MinSize", scaling.MinSize.ToString(CultureInfo.InvariantCulture))
                .Add("MaxSize", scaling.MaxSize.ToString(CultureInfo.InvariantCulture))
                .Add("DesiredSize", scaling.DesiredSize.ToString(CultureInfo.InvariantCulture));
            var updateConfig = EksUpdateConfig.Read(body.FindObject("updateConfig"), group.UpdateConfig);
            if (body.Has("updateConfig"))
            {
                parameters = parameters.Add(updateConfig.Parameter.Key, updateConfig.Parameter.Value);
            }

            var changed = group with
            {
                Scaling = scaling,
                UpdateConfig = updateConfig,
                Labels = ChangeLabels(group.Labels, body.FindObject("labels")),
                Taints = ChangeTaints(group.Taints, body.FindObject("taints")),
            };
            return (changed, EksUpdate.Start("ConfigUpdate", time.GetUtcNow(), parameters));
        });
    }

    private static ImmutableSortedDictionary<string, string> ChangeLabels(ImmutableSortedDictionary<string, string> labels, EksMembers? sent) => sent is null
        ? labels
        : labels.RemoveRange(sent.Strings("removeLabels")).SetItems(NodeGroupRequest.ReadLabels(sent.StringMap("addOrUpdateLabels")));

    // A taint is known by key and effect.
    private static ImmutableArray<EksTaint> ChangeTaints(ImmutableArray<EksTaint> taints, EksMembers? sent)
    {
        if (sent is null)
        {
            return taints;
        }

        var (added, removed) = (NodeGroupRequest.ReadTaints(sent, "addOrUpdateTaints"), NodeGroupRequest.ReadTaints(sent, "removeTaints"));
        return [.. taints.Where(taint => !added.Concat(removed).Any(other => (other.Key, other.Effect) == (taint.Key, taint.Effect))), .. added];
    }

    private JsonObject UpdateVersion(AwsCall call)
    {
        var body = new EksMembers(call.Body);

        // Nodes are replaced whatever disruption budgets say, as with it.
        _ = body.FindBoolean("force");
        return Start(call, lifecycle.Replace, (cluster, group) =>
        {
            if (group.Status is not (EksStatus.Active or EksStatus.Degraded))
            {
                throw NotIdle(cluster, group);
            }

            var version = body.FindString("version") ?? cluster.Version;
            if (!EksVersions.Known.Contains(version) || EksVersions.Minor(version) < EksVersions.Minor(group.Version) || EksVersions.Minor(version) > EksVersions.Minor(cluster.Version))
            {
                throw EksErrors.InvalidParameter($"Requested Nodegroup version {version} is invalid. Allowed versions are from {group.Version} to {cluster.Version}", cluster.Name);
            }

            return (group with { Version = version }, EksUpdate.Start("VersionUpdate", time.GetUtcNow(), new KeyValuePair<string, string>("Version", version)));
        });
    }

    private JsonObject Start(AwsCall call, Action<string, string, string> run, Func<EksCluster, EksNodeGroup, (EksNodeGroup Group, EksUpdate Update)> decide)
    {
        var token = EksClientToken.Find(call);
        EksUpdate? update = null;
        var isNew = false;
        var (cluster, changed) = Change(call, (cluster, group) =>
        {
            update = EksUpdate.FindRepeated(group.Updates.Values, token);
            if (update is not null)
            {
                return group;
            }

            var (next, started) = decide(cluster, group);
            (update, isNew) = (started with { Token = token }, true);
            return next with { Status = EksStatus.Updating, ModifiedAt = started.CreatedAt, Updates = group.Updates.Add(started.Id, update) };
        });
        if (isNew)
        {
            run(cluster.Name, changed.Name, update!.Id);
        }

        return new JsonObject { ["update"] = EksJson.Update(update!) };
    }

    private (EksCluster Cluster, EksNodeGroup Group) Change(AwsCall call, Func<EksCluster, EksNodeGroup, EksNodeGroup> change) => eks.Update(state =>
    {
        var cluster = state.Get(call.Region, call.Parameters.Get("name"));
        var group = change(cluster, cluster.GetNodeGroup(call.Parameters.Get("nodegroupName")));
        var next = cluster.Set(group);
        return (state.Set(next), (next, group));
    });

    private static AwsException NotIdle(EksCluster cluster, EksNodeGroup group) =>
        EksErrors.InUse($"Nodegroup {group.Name} cannot be changed as it is currently not in Active State ({group.Status.ToString().ToUpperInvariant()})", cluster.Name);
}
