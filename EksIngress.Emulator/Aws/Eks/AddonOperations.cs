using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Add-ons: create, look at, update, delete.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html</remarks>
internal sealed class AddonOperations(Guarded<EksState> eks, EksRoles roles, EksWork work, TimeProvider time) : IEksOperations, IEksResumption
{
    private static readonly TimeSpan CreationTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeletionTime = TimeSpan.FromSeconds(30);

    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("CreateAddon", "POST /clusters/{name}/addons", "addonName addonVersion serviceAccountRoleArn resolveConflicts clientRequestToken tags{} configurationValues", AccessNew, Create),
        EksOperation.Create("DescribeAddon", "GET /clusters/{name}/addons/{addonName}", "", call => [To(call, "eks:DescribeAddon")], call => Answer(Get(call))),
        EksOperation.OnCluster(eks, "ListAddons", "GET /clusters/{name}/addons", "?maxResults ?nextToken", List),
        EksOperation.Create("UpdateAddon", "POST /clusters/{name}/addons/{addonName}/update", "addonVersion serviceAccountRoleArn resolveConflicts clientRequestToken configurationValues", AccessUpdate, Update),
        EksOperation.Create("DeleteAddon", "DELETE /clusters/{name}/addons/{addonName}", "?preserve", call => [To(call, "eks:DeleteAddon")], Delete),
    ];

    private AccessRequest To(AwsCall call, string action)
    {
        var (cluster, name) = (call.Parameters.Get("name"), call.Parameters.Get("addonName"));
        var addon = eks.Current.Find(call.Region, cluster)?.Addons.GetValueOrDefault(name);
        return new AccessRequest(
            action,
            addon?.Arn ?? $"arn:aws:eks:{call.Region}:{call.AccountId}:addon/{cluster}/{name}/*",
            addon is null ? ConditionKeys.None : new ConditionKeys().AddResourceTags(addon.Tags, "eks").Values);
    }

    private IEnumerable<AccessRequest> AccessNew(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var tags = body.Tags();
        yield return EksOperation.ToCluster(eks.Current, call, "eks:CreateAddon", keys => keys.AddRequestTags(tags));
        if (!tags.IsEmpty)
        {
            yield return new AccessRequest(
                "eks:TagResource",
                $"arn:aws:eks:{call.Region}:{call.AccountId}:addon/{call.Parameters.Get("name")}/{body.GetString("addonName")}/*",
                new ConditionKeys().AddRequestTags(tags).Values);
        }

        if (body.FindString("serviceAccountRoleArn") is { } role)
        {
            yield return EksOperation.PassRole(role, "eks.amazonaws.com");
        }
    }

    private IEnumerable<AccessRequest> AccessUpdate(AwsCall call) =>
        new EksMembers(call.Body).FindString("serviceAccountRoleArn") is { } role
            ? [To(call, "eks:UpdateAddon"), EksOperation.PassRole(role, "eks.amazonaws.com")]
            : [To(call, "eks:UpdateAddon")];

    private (EksCluster Cluster, EksAddon Addon) Get(AwsCall call)
    {
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        return (cluster, cluster.GetAddon(call.Parameters.Get("addonName")));
    }

    private static JsonObject Answer((EksCluster Cluster, EksAddon Addon) found) => new() { ["addon"] = AddonJson.Addon(found.Cluster, found.Addon) };

    private JsonObject Create(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        var info = EksAddonCatalog.Find(body.GetString("addonName"))
            ?? throw EksErrors.InvalidParameter("Addon specified is not supported", cluster.Name);
        CheckConflicts(body, "NONE", "OVERWRITE");
        var now = time.GetUtcNow();
        var token = EksClientToken.Find(call);
        var wanted = new EksAddon
        {
            Name = info.Name,
            Arn = $"arn:aws:eks:{cluster.Region}:{call.AccountId}:addon/{cluster.Name}/{info.Name}/{Guid.NewGuid()}",
            Version = ReadVersion(body, info, cluster) ?? info.DefaultVersion(cluster.Version) ?? throw Unsupported(cluster),
            Status = EksStatus.Creating,
            CreatedAt = now,
            ModifiedAt = now,
            ServiceAccountRoleArn = ReadRole(body, cluster),
            ConfigurationValues = ReadConfiguration(body, cluster),
            ClientRequestToken = token?.Value,
            RequestHash = token?.Request,
            Tags = body.Tags(),
        };
        var (changed, addon, isNew) = eks.Update(state =>
        {
            var observed = state.Get(call.Region, cluster.Name);
            if (observed.Addons.TryGetValue(info.Name, out var found))
            {
                return token?.Repeats(found.ClientRequestToken, found.RequestHash) == true
                    ? (state, (observed, found, false))
                    : throw EksErrors.InUse("Addon already exists.", cluster.Name);
            }

            if (observed.Status != EksStatus.Active)
            {
                throw EksErrors.InvalidRequest($"Cluster '{cluster.Name}' is not in ACTIVE status");
            }

            var next = observed.Set(wanted);
            return (state.Set(next), (next, wanted, true));
        });
        if (isNew)
        {
            FinishCreation(cluster.Name, addon);
        }

        return Answer((changed, addon));
    }

    private JsonObject List(AwsCall call) =>
        EksPage.Create(call.Parameters, eks.Current.Get(call.Region, call.Parameters.Get("name")).Addons.Keys, name => name, "addons", name => JsonValue.Create(name));

    private JsonObject Update(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var (cluster, observed) = Get(call);
        CheckConflicts(body, "NONE", "OVERWRITE", "PRESERVE");
        var info = EksAddonCatalog.Find(observed.Name)!;
        var (version, role, configuration) = (ReadVersion(body, info, cluster), ReadRole(body, cluster), ReadConfiguration(body, cluster));
        var token = EksClientToken.Find(call);
        if (EksUpdate.FindRepeated(observed.Updates.Values, token) is { } earlier)
        {
            return new JsonObject { ["update"] = EksJson.Update(earlier) };
        }

        var update = EksUpdate.Start("AddonUpdate", time.GetUtcNow(), Parameters(version, role, configuration)) with { Token = token };
        Change(cluster.Name, observed.Name, addon => addon.Status is EksStatus.Active
            ? addon with { Status = EksStatus.Updating, ModifiedAt = update.CreatedAt, Updates = addon.Updates.Add(update.Id, update) }
            : throw EksErrors.InUse($"Addon {addon.Name} cannot be updated as it is currently in {addon.Status.ToString().ToUpperInvariant()} state", cluster.Name));
        FinishUpdate(cluster.Name, observed.Name, update);
        return new JsonObject { ["update"] = EksJson.Update(update) };
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(string? version, string? role, string? configuration) =>
        new[]
        {
            KeyValuePair.Create("AddonVersion", version),
            KeyValuePair.Create("ServiceAccountRoleArn", role),
            KeyValuePair.Create("ConfigurationValues", configuration),
        }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));

    private JsonObject Delete(AwsCall call)
    {
        var (cluster, observed) = Get(call);

        // What would be preserved is the software; here an add-on is a record, and there is none.
        _ = call.Parameters.FindBoolean("preserve");
        Change(cluster.Name, observed.Name, addon => addon.Status is EksStatus.Active
            ? addon with { Status = EksStatus.Deleting, ModifiedAt = time.GetUtcNow() }
            : throw EksErrors.InvalidRequest($"Addon {addon.Name} cannot be deleted as it is currently in {addon.Status.ToString().ToUpperInvariant()} state"));
        FinishDeletion(cluster.Name, eks.Current.Clusters[cluster.Name].GetAddon(observed.Name));
        return Answer((cluster, observed with { Status = EksStatus.Deleting }));
    }

    public void Resume(EksCluster cluster)
    {
        foreach (var addon in cluster.Addons.Values)
        {
            switch (addon.Status)
            {
                case EksStatus.Creating:
                    FinishCreation(cluster.Name, addon);
                    break;
                case EksStatus.Updating:
                    FinishUpdate(cluster.Name, addon.Name, addon.Updates.Values.First(update => update.Status == "InProgress"));
                    break;
                case EksStatus.Deleting:
                    FinishDeletion(cluster.Name, addon);
                    break;
                default:
                    break;
            }
        }
    }

    private void FinishCreation(string clusterName, EksAddon addon) => work.Start("eks.addon.create", clusterName, async token =>
    {
        await work.DelayAsync(CreationTime, addon.CreatedAt, token);
        Change(clusterName, addon.Name, created => created with { Status = EksStatus.Active });
    });

    // What changes is what the update says, in this run or a later one.
    private void FinishUpdate(string clusterName, string addonName, EksUpdate update) => work.Start("eks.addon.update", clusterName, async token =>
    {
        await work.DelayAsync(CreationTime, update.CreatedAt, token);
        Change(clusterName, addonName, addon => addon with
        {
            Status = EksStatus.Active,
            Version = update.Parameters.GetValueOrDefault("AddonVersion") ?? addon.Version,
            ServiceAccountRoleArn = update.Parameters.GetValueOrDefault("ServiceAccountRoleArn") ?? addon.ServiceAccountRoleArn,
            ConfigurationValues = update.Parameters.GetValueOrDefault("ConfigurationValues") ?? addon.ConfigurationValues,
            Updates = addon.Updates.SetItem(update.Id, update with { Status = "Successful" }),
        });
    });

    private void FinishDeletion(string clusterName, EksAddon addon) => work.Start("eks.addon.delete", clusterName, async token =>
    {
        await work.DelayAsync(DeletionTime, addon.ModifiedAt, token);
        eks.Update(state => state.Clusters.TryGetValue(clusterName, out var found) ? state.Set(found with { Addons = found.Addons.Remove(addon.Name) }) : state);
    });

    private void Change(string cluster, string name, Func<EksAddon, EksAddon> change) => eks.Update(state =>
        state.Clusters.TryGetValue(cluster, out var found) && found.Addons.TryGetValue(name, out var addon) ? state.Set(found.Set(change(addon))) : state);

    private static string? ReadVersion(EksMembers body, EksAddonInfo info, EksCluster cluster)
    {
        var version = body.FindString("addonVersion");
        return version is null || info.Supports(version, cluster.Version) ? version : throw Unsupported(cluster);
    }

    private string? ReadRole(EksMembers body, EksCluster cluster)
    {
        var arn = body.FindString("serviceAccountRoleArn");
        return arn is null || roles.Find(arn) is not null
            ? arn
            : throw EksErrors.InvalidParameter($"Role with arn: {arn}, could not be found", cluster.Name);
    }

    private static string? ReadConfiguration(EksMembers body, EksCluster cluster)
    {
        var values = body.FindString("configurationValues");
        try
        {
            return values is null || JsonNode.Parse(values) is JsonObject
                ? values
                : throw EksErrors.InvalidParameter("ConfigurationValue provided in request is not supported: it is no JSON object", cluster.Name);
        }
        catch (JsonException)
        {
            throw EksErrors.InvalidParameter("ConfigurationValue provided in request is not supported: it is no JSON object (YAML, which EKS takes too, is not emulated)", cluster.Name);
        }
    }

    private static void CheckConflicts(EksMembers body, params string[] choices)
    {
        if (body.FindString("resolveConflicts") is { } choice && !choices.Contains(choice, StringComparer.Ordinal))
        {
            throw EksErrors.InvalidParameter($"resolveConflicts must be one of {string.Join(", ", choices)}, not {choice}.");
        }
    }

    private static AwsException Unsupported(EksCluster cluster) =>
        EksErrors.InvalidParameter("Addon version specified is not supported", cluster.Name);
}
