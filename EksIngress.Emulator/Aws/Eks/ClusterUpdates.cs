using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Changes of a running cluster, and the record of all changes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html</remarks>
internal sealed class ClusterUpdates(Guarded<EksState> eks, AccessEntries entries, EksWork work, TimeProvider time) : IEksOperations, IEksResumption
{
    private static readonly TimeSpan VersionTime = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ConfigTime = TimeSpan.FromSeconds(120);

    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.OnCluster(eks, "UpdateClusterVersion", "POST /clusters/{name}/updates", "version clientRequestToken force", UpdateVersion),
        EksOperation.OnCluster(eks, "UpdateClusterConfig", "POST /clusters/{name}/update-config", "resourcesVpcConfig(endpointPublicAccess endpointPrivateAccess publicAccessCidrs[]) logging(clusterLogging[](types[] enabled)) clientRequestToken accessConfig(authenticationMode) upgradePolicy(supportType) deletionProtection", UpdateConfig),
        EksOperation.OnCluster(eks, "ListUpdates", "GET /clusters/{name}/updates", "?nodegroupName ?addonName ?capabilityName ?nextToken ?maxResults", List),
        EksOperation.OnCluster(eks, "DescribeUpdate", "GET /clusters/{name}/updates/{updateId}", "?nodegroupName ?addonName ?capabilityName", Describe),
    ];

    public void Resume(EksCluster cluster)
    {
        foreach (var update in cluster.Updates.Values.Where(update => update.Status == "InProgress"))
        {
            Finish(cluster.Name, update);
        }
    }

    private JsonObject UpdateVersion(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var version = body.GetString("version");

        // What it overrides, findings of upgrade insights, there is none of.
        _ = body.FindBoolean("force");
        return Start(call, cluster =>
        {
            if (!EksVersions.Known.Contains(version) || EksVersions.Minor(version) != EksVersions.Minor(cluster.Version) + 1)
            {
                throw EksErrors.InvalidParameter($"Unsupported Kubernetes minor version update from {cluster.Version} to {version}", cluster.Name);
            }

            var lagging = cluster.NodeGroups.Values.FirstOrDefault(group => EksVersions.Minor(version) - EksVersions.Minor(group.Version) > 3);
            return lagging is null
                ? new ClusterChange("VersionUpdate", [new("Version", version), new("PlatformVersion", "eks.1")])
                : throw EksErrors.InvalidRequest($"Kubelet version of nodegroup {lagging.Name} ({lagging.Version}) would be more than three minor versions behind {version}.");
        });
    }

    private JsonObject UpdateConfig(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        string[] kinds = [.. body.Names.Where(name => name != "clientRequestToken")];
        if (kinds.Length != 1)
        {
            throw EksErrors.InvalidParameter(kinds.Length == 0 ? "No changes needed for the cluster config provided" : "Only one type of update can be allowed.");
        }

        return Start(call, cluster => kinds[0] switch
        {
            "resourcesVpcConfig" => EndpointAccess(body.FindObject("resourcesVpcConfig")!, cluster),
            "accessConfig" => AccessMode(body.FindObject("accessConfig")!.GetString("authenticationMode"), cluster),
            "logging" => Logging(body.FindObject("logging")!, cluster),
            "upgradePolicy" => SupportType(body.FindObject("upgradePolicy")!.GetString("supportType"), cluster),
            _ => DeletionProtection(body.FindBoolean("deletionProtection") == true, cluster),
        });
    }

    private static ClusterChange EndpointAccess(EksMembers sent, EksCluster cluster)
    {
        var (isPublic, isPrivate) = (sent.FindBoolean("endpointPublicAccess") ?? cluster.EndpointPublicAccess, sent.FindBoolean("endpointPrivateAccess") ?? cluster.EndpointPrivateAccess);
        var cidrs = sent.Strings("publicAccessCidrs") is { IsEmpty: false } named ? named : cluster.PublicAccessCidrs;
        if (!isPublic && !isPrivate)
        {
            throw EksErrors.InvalidParameter("Private and public endpoint access cannot be false at the same time.", cluster.Name);
        }

        if ((isPublic, isPrivate) == (cluster.EndpointPublicAccess, cluster.EndpointPrivateAccess) && cidrs.SequenceEqual(cluster.PublicAccessCidrs))
        {
            throw EksErrors.InvalidParameter(
                $"Cluster is already at the desired configuration with endpointPrivateAccess: {Lower(isPrivate)} , endpointPublicAccess: {Lower(isPublic)}, and Public Endpoint Restrictions: [{string.Join(", ", cidrs)}]", cluster.Name);
        }

        return new(
            "EndpointAccessUpdate",
            [new("EndpointPublicAccess", Lower(isPublic)), new("EndpointPrivateAccess", Lower(isPrivate)), new("PublicAccessCidrs", "[" + string.Join(',', cidrs.Select(cidr => $"\"{cidr}\"")) + "]")]);
    }

    // One way, one step at a time.
    private static ClusterChange AccessMode(string mode, EksCluster cluster) => (cluster.AuthenticationMode, mode) switch
    {
        ("CONFIG_MAP", "API_AND_CONFIG_MAP") or ("API_AND_CONFIG_MAP", "API") => new("AccessConfigUpdate", [new("AuthenticationMode", $"\"{mode}\"")]),
        (_, "API" or "API_AND_CONFIG_MAP" or "CONFIG_MAP") => throw EksErrors.InvalidParameter($"Unsupported authentication mode update from {cluster.AuthenticationMode} to {mode}", cluster.Name),
        _ => throw EksErrors.InvalidParameter($"Invalid authenticationMode: {mode}", cluster.Name),
    };

    private static ClusterChange Logging(EksMembers sent, EksCluster cluster)
    {
        var types = ClusterLogging.Read(sent, cluster.LoggingTypes);
        return types.SetEquals(cluster.LoggingTypes)
            ? throw EksErrors.InvalidParameter("No changes needed for the logging config provided", cluster.Name)
            : new("LoggingUpdate", [new("ClusterLogging", ClusterLogging.Json(types).ToJsonString())]);
    }

    private static ClusterChange SupportType(string type, EksCluster cluster)
    {
        if (type is not ("STANDARD" or "EXTENDED"))
        {
            throw EksErrors.InvalidParameter($"Invalid supportType: {type}", cluster.Name);
        }

        return type == cluster.SupportType
            ? throw EksErrors.InvalidParameter("No changes needed for the upgrade policy provided", cluster.Name)
            : new("UpgradePolicyUpdate", [new("UpgradePolicy", $"{{\"supportType\":\"{type}\"}}")]);
    }

    private static ClusterChange DeletionProtection(bool isOn, EksCluster cluster) =>
        isOn == cluster.DeletionProtection
            ? throw EksErrors.InvalidParameter($"Cluster deletion protection is already {(isOn ? "enabled" : "disabled")}", cluster.Name)
            : new("DeletionProtectionUpdate", [new("DeletionProtection", Lower(isOn))]);

    private JsonObject Start(AwsCall call, Func<EksCluster, ClusterChange> decide)
    {
        var name = call.Parameters.Get("name");
        var token = EksClientToken.Find(call);
        var (update, isNew) = eks.Update(state =>
        {
            var cluster = state.Get(call.Region, name);
            if (EksUpdate.FindRepeated(cluster.Updates.Values, token) is { } earlier)
            {
                return (state, (earlier, false));
            }

            if (cluster.Status != EksStatus.Active)
            {
                throw EksErrors.InUse($"Cannot update cluster {name} as it is currently in {cluster.Status.ToString().ToUpperInvariant()} state", name);
            }

            var decided = decide(cluster);
            var started = EksUpdate.Start(decided.Type, time.GetUtcNow(), decided.Parameters) with { Token = token };
            return (state.Set(cluster with { Status = EksStatus.Updating, Updates = cluster.Updates.Add(started.Id, started) }), (started, true));
        });
        if (isNew)
        {
            Finish(name, update);
        }

        return new JsonObject { ["update"] = EksJson.Update(update) };
    }

    private void Finish(string name, EksUpdate update) => work.Start("eks.cluster.update", name, async token =>
    {
        await work.DelayAsync(update.Type == "VersionUpdate" ? VersionTime : ConfigTime, update.CreatedAt, token);
        eks.Update(state => state.Clusters.TryGetValue(name, out var cluster)
            ? state.Set(Apply(cluster, update) with { Status = EksStatus.Active, Updates = cluster.Updates.SetItem(update.Id, update with { Status = "Successful" }) })
            : state);
    });

    // What changes is what the update says, in this run or a later one.
    private EksCluster Apply(EksCluster cluster, EksUpdate update) => update.Type switch
    {
        "VersionUpdate" => cluster with { Version = update.Parameters["Version"] },
        "EndpointAccessUpdate" => cluster with
        {
            EndpointPublicAccess = update.Parameters["EndpointPublicAccess"] == "true",
            EndpointPrivateAccess = update.Parameters["EndpointPrivateAccess"] == "true",
            PublicAccessCidrs = [.. JsonSerializer.Deserialize<string[]>(update.Parameters["PublicAccessCidrs"])!],
        },
        "AccessConfigUpdate" => WithAccessMode(cluster, JsonSerializer.Deserialize<string>(update.Parameters["AuthenticationMode"])!),
        "LoggingUpdate" => cluster with { LoggingTypes = ClusterLogging.Read(new EksMembers(JsonNode.Parse(update.Parameters["ClusterLogging"])!.AsObject()), ClusterLogging.None) },
        "UpgradePolicyUpdate" => cluster with { SupportType = new EksMembers(JsonNode.Parse(update.Parameters["UpgradePolicy"])!.AsObject()).GetString("supportType") },
        "DeletionProtectionUpdate" => cluster with { DeletionProtection = update.Parameters["DeletionProtection"] == "true" },
        _ => throw new InvalidOperationException($"Nothing is known of an update of type {update.Type}."),
    };

    // With the first access entries come those for whoever has access by other means.
    private EksCluster WithAccessMode(EksCluster cluster, string mode)
    {
        var changed = cluster with { AuthenticationMode = mode };
        return cluster.AuthenticationMode == "CONFIG_MAP" ? entries.AddAll(changed) : changed;
    }

    private JsonObject List(AwsCall call) =>
        EksPage.Create(call.Parameters, Updates(call).Keys, id => id, "updateIds", id => JsonValue.Create(id));

    private JsonObject Describe(AwsCall call)
    {
        var id = call.Parameters.Get("updateId");
        return Updates(call).GetValueOrDefault(id) is { } update
            ? new JsonObject { ["update"] = EksJson.Update(update) }
            : throw new AwsException("ResourceNotFoundException", $"No update found for ID: {id}", System.Net.HttpStatusCode.NotFound);
    }

    // Of a node group or an add-on when one is named, else of the cluster.
    private ImmutableSortedDictionary<string, EksUpdate> Updates(AwsCall call)
    {
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        if (call.Parameters.Find("nodegroupName") is { } group)
        {
            return cluster.GetNodeGroup(group).Updates;
        }

        if (call.Parameters.Find("capabilityName") is { } capability)
        {
            // No operation makes one.
            throw EksErrors.NoCapability(cluster.Name, capability);
        }

        return call.Parameters.Find("addonName") is { } addon ? cluster.GetAddon(addon).Updates : cluster.Updates;
    }

    private static string Lower(bool value) => value ? "true" : "false";

    /// <param name="Type">As EKS names the update.</param>
    private sealed record ClusterChange(string Type, KeyValuePair<string, string>[] Parameters);
}
