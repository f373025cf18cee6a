using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Add-ons on the wire.</summary>
internal static class AddonJson
{
    public static JsonObject Addon(EksCluster cluster, EksAddon addon)
    {
        var info = EksAddonCatalog.Find(addon.Name)!;
        // What runs as a Deployment has nowhere to run without nodes.
        var isDegraded = addon.Status == EksStatus.Active && info.NeedsNodes && !cluster.NodeGroups.Values.Any(group => group.Nodes.Length > 0);
        return new JsonObject
        {
            ["addonName"] = addon.Name,
            ["clusterName"] = cluster.Name,
            ["status"] = isDegraded ? "DEGRADED" : addon.Status.ToString().ToUpperInvariant(),
            ["addonVersion"] = addon.Version,
            ["health"] = new JsonObject
            {
                ["issues"] = isDegraded
                    ? new JsonArray(new JsonObject
                    {
                        ["code"] = "InsufficientNumberOfReplicas",
                        ["message"] = "The add-on is unhealthy because all deployments have all pods unscheduled no nodes available to schedule pods",
                    })
                    : new JsonArray(),
            },
            ["addonArn"] = addon.Arn,
            ["createdAt"] = AwsTime.EpochSeconds(addon.CreatedAt),
            ["modifiedAt"] = AwsTime.EpochSeconds(addon.ModifiedAt),
            ["serviceAccountRoleArn"] = addon.ServiceAccountRoleArn,
            ["tags"] = EksJson.Map(addon.Tags),
            ["configurationValues"] = addon.ConfigurationValues,
        };
    }

    public static JsonObject Info(EksAddonInfo info, IReadOnlyCollection<string> clusterVersions) => new()
    {
        ["addonName"] = info.Name,
        ["type"] = info.Type,
        ["owner"] = "aws",
        ["publisher"] = "eks",
        ["addonVersions"] = new JsonArray([.. info.Versions.Reverse()
            .Where(entry => entry.ClusterVersions.Any(clusterVersions.Contains))
            .Select(entry => Version(info, entry.Version, entry.ClusterVersions.Where(clusterVersions.Contains)))]),
    };

    private static JsonObject Version(EksAddonInfo info, string version, IEnumerable<string> clusterVersions) => new()
    {
        ["addonVersion"] = version,
        ["architecture"] = new JsonArray("amd64", "arm64"),
        ["computeTypes"] = new JsonArray("ec2"),
        ["compatibilities"] = new JsonArray([.. clusterVersions.Select(clusterVersion => new JsonObject
        {
            ["clusterVersion"] = clusterVersion,
            ["platformVersions"] = new JsonArray("*"),
            ["defaultVersion"] = info.DefaultVersion(clusterVersion) == version,
        })]),
        ["requiresConfiguration"] = false,
        ["requiresIamPermissions"] = info.NeedsPermissions,
    };
}
