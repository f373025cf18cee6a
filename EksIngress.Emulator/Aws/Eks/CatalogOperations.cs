using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>What EKS offers, whatever clusters there are: Kubernetes versions and add-ons. And what it offers and is not emulated.</summary>
internal sealed class CatalogOperations(Guarded<EksState> eks, TimeProvider time) : IEksOperations
{
    private const string Fargate = "Fargate (pods run on the nodes of managed node groups: use CreateNodegroup)";
    private const string Identity = "An identity provider of a cluster's own (people come in with IAM identities: use CreateAccessEntry, or the ConfigMap aws-auth)";

    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("DescribeClusterVersions", "GET /cluster-versions", "?clusterType ?maxResults ?nextToken ?defaultOnly ?includeAll ?clusterVersions[] ?status ?versionStatus", Access("DescribeClusterVersions"), DescribeVersions),
        EksOperation.Create("DescribeAddonVersions", "GET /addons/supported-versions", "?kubernetesVersion ?maxResults ?nextToken ?addonName ?types[] ?publishers[] ?owners[]", Access("DescribeAddonVersions"), DescribeAddonVersions),
        EksOperation.Create("DescribeAddonConfiguration", "GET /addons/configuration-schemas", "?addonName ?addonVersion", Access("DescribeAddonConfiguration"), DescribeConfiguration),
        NotEmulated(Fargate, "CreateFargateProfile", "POST /clusters/{name}/fargate-profiles", "fargateProfileName podExecutionRoleArn subnets[] selectors** clientRequestToken tags{}"),
        NotEmulated(Fargate, "DescribeFargateProfile", "GET /clusters/{name}/fargate-profiles/{fargateProfileName}", ""),
        NotEmulated(Fargate, "DeleteFargateProfile", "DELETE /clusters/{name}/fargate-profiles/{fargateProfileName}", ""),
        // A cluster has none, and callers ask before they delete it.
        EksOperation.OnCluster(eks, "ListFargateProfiles", "GET /clusters/{name}/fargate-profiles", "?maxResults ?nextToken", call => ListNone(call, "fargateProfileNames")),
        NotEmulated(Identity, "AssociateIdentityProviderConfig", "POST /clusters/{name}/identity-provider-configs/associate", "oidc** tags{} clientRequestToken"),
        NotEmulated(Identity, "DescribeIdentityProviderConfig", "POST /clusters/{name}/identity-provider-configs/describe", "identityProviderConfig(type name)"),
        NotEmulated(Identity, "DisassociateIdentityProviderConfig", "POST /clusters/{name}/identity-provider-configs/disassociate", "identityProviderConfig(type name) clientRequestToken"),
        EksOperation.OnCluster(eks, "ListIdentityProviderConfigs", "GET /clusters/{name}/identity-provider-configs", "?maxResults ?nextToken", call => ListNone(call, "identityProviderConfigs")),
    ];

    private static Func<AwsCall, IEnumerable<AccessRequest>> Access(string name) => _ => [new AccessRequest($"eks:{name}", "*", ConditionKeys.None)];

    private static AwsOperation NotEmulated(string what, string name, string route, string members) => EksOperation.Create(
        name,
        route,
        members,
        call => [new AccessRequest($"eks:{name}", EksOperation.ClusterArn(call, call.Parameters.Get("name")), ConditionKeys.None)],
        _ => throw EksErrors.NotEmulated(what));

    private JsonObject ListNone(AwsCall call, string listName)
    {
        _ = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        return EksPage.Create(call.Parameters, Array.Empty<string>(), name => name, listName, name => JsonValue.Create(name));
    }

    private JsonObject DescribeVersions(AwsCall call)
    {
        var now = time.GetUtcNow();
        var wanted = call.Parameters.Strings("clusterVersions");
        var status = call.Parameters.Find("versionStatus") ?? call.Parameters.Find("status")?.Replace('-', '_').ToUpperInvariant();
        var (onlyDefault, all) = (call.Parameters.FindBoolean("defaultOnly") == true, call.Parameters.FindBoolean("includeAll") == true);
        if (call.Parameters.Find("clusterType") is { } type and not "eks")
        {
            throw EksErrors.NotEmulated($"The cluster type '{type}'");
        }

        // Without includeAll, versions that are no longer supported are left out.
        var versions = EksVersions.All.Where(version =>
            (wanted.Count == 0 || wanted.Contains(version.Version, StringComparer.Ordinal))
            && (!onlyDefault || version.Version == EksVersions.Default)
            && (status is null ? all || wanted.Count > 0 || version.StatusAt(now) != "UNSUPPORTED" : version.StatusAt(now) == status));
        return EksPage.Create(call.Parameters, versions, version => version.Version, "clusterVersions", version => Version(version, now));
    }

    private static JsonObject Version(EksClusterVersion version, DateTimeOffset now) => new()
    {
        ["clusterVersion"] = version.Version,
        ["clusterType"] = "eks",
        ["defaultPlatformVersion"] = "eks.1",
        ["defaultVersion"] = version.Version == EksVersions.Default,
        ["releaseDate"] = AwsTime.EpochSeconds(version.ReleaseDate),
        ["endOfStandardSupportDate"] = AwsTime.EpochSeconds(version.EndOfStandardSupport),
        ["endOfExtendedSupportDate"] = AwsTime.EpochSeconds(version.EndOfExtendedSupport),
        ["status"] = version.StatusAt(now).Replace('_', '-').ToLowerInvariant(),
        ["versionStatus"] = version.StatusAt(now),
    };

    private static JsonObject DescribeAddonVersions(AwsCall call)
    {
        var version = call.Parameters.Find("kubernetesVersion");
        if (version is not null && !EksVersions.Known.Contains(version))
        {
            throw EksErrors.InvalidParameter($"unsupported Kubernetes version {version}");
        }

        var (name, types) = (call.Parameters.Find("addonName"), call.Parameters.Strings("types"));
        var (owners, publishers) = (call.Parameters.Strings("owners"), call.Parameters.Strings("publishers"));
        var found = EksAddonCatalog.All
            .Where(addon =>
                (name is null || addon.Name == name)
                && (types.Count == 0 || types.Contains(addon.Type, StringComparer.Ordinal))
                && (owners.Count == 0 || owners.Contains("aws", StringComparer.Ordinal))
                && (publishers.Count == 0 || publishers.Contains("eks", StringComparer.Ordinal)));
        IReadOnlyCollection<string> versions = version is null ? EksVersions.Known : [version];
        return EksPage.Create(call.Parameters, found, addon => addon.Name, "addons", addon => AddonJson.Info(addon, versions));
    }

    // What the emulator takes for configurationValues: any object. The add-ons' own schemas say more.
    private static JsonObject DescribeConfiguration(AwsCall call)
    {
        var (name, version) = (call.Parameters.Get("addonName"), call.Parameters.Get("addonVersion"));
        return EksAddonCatalog.Find(name)?.Versions.Any(entry => entry.Version == version) == true
            ? new JsonObject
            {
                ["addonName"] = name,
                ["addonVersion"] = version,
                ["configurationSchema"] = """{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}""",
                ["podIdentityConfiguration"] = new JsonArray(),
            }
            : throw new AwsException("ResourceNotFoundException", $"No configuration found for addon: {name} version: {version}", System.Net.HttpStatusCode.NotFound);
    }
}
