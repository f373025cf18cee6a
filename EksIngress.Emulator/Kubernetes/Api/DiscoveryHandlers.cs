using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Everything that names no resource: health, version, discovery, OpenAPI.</summary>
internal sealed class DiscoveryHandlers(ResourceCatalog catalog, string version)
{
    private static readonly string[] s_verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public async Task InvokeAsync(ApiCall call)
    {
        if (call.Request.Verb is not "get")
        {
            throw StatusException.MethodNotAllowed();
        }

        var parts = call.Request.Path.Trim('/').Split('/');
        switch (parts)
        {
            case ["healthz" or "livez" or "readyz", ..]:
                await call.Http.Response.WriteAsync("ok", call.Aborted);
                return;
            case ["version"]:
                await call.WriteAsync(Version());
                return;
            case [""]:
                await call.WriteAsync(new JsonObject { ["paths"] = new JsonArray("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version") });
                return;
            case ["openapi", "v2"]:
                // kubectl asks here for kinds that v3 does not have, to learn that there is no such kind.
                call.Http.Response.ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
                await call.Http.Response.Body.WriteAsync(OpenApiDocuments.EmptyVersion2, call.Aborted);
                return;
            case ["openapi", "v3", .. var document]:
                await call.WriteAsync(document.Length == 0
                    ? OpenApiDocuments.Index(catalog.All)
                    : OpenApiDocuments.Document(catalog.All, string.Join('/', document)) ?? throw StatusException.NoSuchPath());
                return;
            case ["api" or "apis"] when AggregatedVersion(call) is { } aggregated:
                call.Http.Response.Headers.Vary = "Accept";
                var groups = catalog.All.GroupBy(resource => resource.Group).Where(group => group.Key.Length == 0 == (parts[0] == "api"));
                await WriteAggregatedAsync(call, aggregated, groups);
                return;
            case ["api"]:
                await call.WriteAsync(new JsonObject
                {
                    ["kind"] = "APIVersions",
                    ["versions"] = new JsonArray("v1"),
                    ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = call.Http.Request.Host.Value }),
                });
                return;
            case ["apis"]:
                await call.WriteAsync(new JsonObject
                {
                    ["kind"] = "APIGroupList",
                    ["apiVersion"] = "v1",
                    ["groups"] = new JsonArray([.. catalog.All.Where(resource => resource.Group.Length > 0).GroupBy(resource => resource.Group).Select(Group)]),
                });
                return;
            case ["apis", var group] when catalog.All.Where(resource => resource.Group == group).GroupBy(resource => resource.Group).FirstOrDefault() is { } found:
                var body = Group(found);
                body["kind"] = "APIGroup";
                body["apiVersion"] = "v1";
                await call.WriteAsync(body);
                return;
            case ["api", var coreVersion]:
                await call.WriteAsync(Resources("", coreVersion));
                return;
            case ["apis", var group, var groupVersion]:
                await call.WriteAsync(Resources(group, groupVersion));
                return;
            default:
                throw StatusException.NoSuchPath();
        }
    }

    private JsonObject Version()
    {
        var parts = version.Split('.');
        return new()
        {
            ["major"] = parts[0],
            ["minor"] = parts.Length > 1 ? parts[1] + "+" : "0",
            ["gitVersion"] = $"v{parts[0]}.{(parts.Length > 1 ? parts[1] : "0")}.0-eks-emulated",
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "",
            ["compiler"] = "dotnet",
            ["platform"] = "linux/amd64",
        };
    }

    // kubectl asks for all groups and resources in two requests where the server can do it.
    private static string? AggregatedVersion(ApiCall call) => call.Http.Request.Headers.Accept.ToString()
        .Split(',')
        .Where(type => type.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal))
        .Select(type => type.Contains("v=v2;", StringComparison.Ordinal) || type.EndsWith("v=v2", StringComparison.Ordinal) ? "v2" : "v2beta1")
        .FirstOrDefault();

    private static async Task WriteAggregatedAsync(ApiCall call, string version, IEnumerable<IGrouping<string, ResourceDefinition>> groups)
    {
        var body = new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => new JsonObject
            {
                ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
                ["versions"] = new JsonArray([.. group.GroupBy(resource => resource.Version).Select(AggregatedVersion)]),
            })]),
        };
        call.Http.Response.ContentType = $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";
        await call.Http.Response.WriteAsync(body.ToJsonString(), call.Aborted);
    }

    private static JsonObject AggregatedVersion(IGrouping<string, ResourceDefinition> versions) => new()
    {
        ["version"] = versions.Key,
        ["freshness"] = "Current",
        ["resources"] = new JsonArray([.. versions.Select(resource => new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = Kind(resource.Group, resource.Version, resource.Kind),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = Verbs(resource),
            ["shortNames"] = Texts(resource.ShortNames),
            ["categories"] = Texts(resource.Categories),
            ["subresources"] = new JsonArray([.. Subresources(resource).Select(subresource => new JsonObject
            {
                ["subresource"] = subresource.Name,
                ["responseKind"] = Kind(subresource.Group, subresource.Version, subresource.Kind),
                ["verbs"] = Texts(subresource.Verbs),
            })]),
        })]),
    };

    private static JsonObject Group(IGrouping<string, ResourceDefinition> group)
    {
        var versions = group.Select(resource => resource.Version).Distinct().Select(version => new JsonObject
        {
            ["groupVersion"] = $"{group.Key}/{version}",
            ["version"] = version,
        }).ToList();
        return new()
        {
            ["name"] = group.Key,
            ["versions"] = new JsonArray([.. versions.Select(version => version.DeepClone())]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private JsonObject Resources(string group, string version)
    {
        var found = catalog.All.Where(resource => resource.Group == group && resource.Version == version).ToList();
        if (found.Count == 0)
        {
            throw StatusException.NoSuchPath();
        }

        var list = new JsonArray();
        foreach (var resource in found)
        {
            list.Add(new JsonObject
            {
                ["name"] = resource.Plural,
                ["singularName"] = resource.Singular,
                ["namespaced"] = resource.Namespaced,
                ["kind"] = resource.Kind,
                ["verbs"] = Verbs(resource),
                ["shortNames"] = Texts(resource.ShortNames),
                ["categories"] = Texts(resource.Categories),
            });
            foreach (var subresource in Subresources(resource))
            {
                list.Add(new JsonObject
                {
                    ["name"] = $"{resource.Plural}/{subresource.Name}",
                    ["singularName"] = "",
                    ["namespaced"] = resource.Namespaced,
                    ["group"] = subresource.Group,
                    ["version"] = subresource.Version,
                    ["kind"] = subresource.Kind,
                    ["verbs"] = Texts(subresource.Verbs),
                });
            }
        }

        return new()
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = found[0].ApiVersion,
            ["resources"] = list,
        };
    }

    private static IEnumerable<(string Name, string Group, string Version, string Kind, string[] Verbs)> Subresources(ResourceDefinition resource)
    {
        if (resource.HasStatus)
        {
            yield return ("status", resource.Group, resource.Version, resource.Kind, ["get", "patch", "update"]);
        }

        if (resource.HasScale)
        {
            yield return ("scale", "autoscaling", "v1", "Scale", ["get", "patch", "update"]);
        }

        if (resource.StorageKey == "pods")
        {
            yield return ("eviction", "policy", "v1", "Eviction", ["create"]);
            yield return ("log", "", "v1", "Pod", ["get"]);
        }

        if (resource.StorageKey == "serviceaccounts")
        {
            yield return ("token", "authentication.k8s.io", "v1", "TokenRequest", ["create"]);
        }
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Verbs(ResourceDefinition resource) => Texts(resource.IsVirtual ? ["create"] : s_verbs);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
