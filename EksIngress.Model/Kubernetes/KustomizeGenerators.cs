using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>The <c>configMapGenerator</c> of a kustomization: literals, as a new ConfigMap or over one that is there.</summary>
internal static class KustomizeGenerators
{
    public static void AddConfigMaps(List<JsonObject> objects, JsonObject kustomization, string path)
    {
        var options = kustomization["generatorOptions"] is { } given ? KustomizeFields.AsMap(given, path, "generatorOptions") : [];
        KustomizeFields.ThrowIfUnknown(options, ["disableNameSuffixHash"], path, "generatorOptions.");
        foreach (var node in KustomizeFields.Items(kustomization, "configMapGenerator", path))
        {
            var generator = KustomizeFields.AsMap(node, path, "configMapGenerator");
            KustomizeFields.ThrowIfUnknown(generator, ["name", "namespace", "behavior", "literals"], path, "configMapGenerator.");
            if (options["disableNameSuffixHash"]?.GetValueKind() is not JsonValueKind.True)
            {
                throw new KustomizeException($"{path}: names with a hash are not supported; set generatorOptions.disableNameSuffixHash to true.");
            }

            var name = KustomizeFields.Text(generator["name"], path, "configMapGenerator.name");
            var space = generator["namespace"] is { } chosen ? KustomizeFields.Text(chosen, path, "configMapGenerator.namespace") : null;
            var data = KustomizeFields.Strings(generator, "literals", path).Select(literal => Literal(literal, path)).ToList();
            var behavior = generator["behavior"] is { } said ? KustomizeFields.Text(said, path, "configMapGenerator.behavior") : "create";
            if (behavior == "create")
            {
                objects.Add(Node.Object(
                    ("apiVersion", "v1"),
                    ("kind", "ConfigMap"),
                    ("metadata", Node.Object(("name", name), ("namespace", space))),
                    ("data", Node.Map(data))));
                continue;
            }

            if (behavior is not ("merge" or "replace"))
            {
                throw new KustomizeException($"{path}: configMapGenerator.behavior '{behavior}' is not supported; it can be create, merge or replace.");
            }

            var existing = objects.FirstOrDefault(item => ObjectId.Of(item) is { Kind: "ConfigMap", ApiVersion: "v1" } id && id.Name == name && (id.Namespace ?? "default") == (space ?? "default"))
                ?? throw new KustomizeException($"{path}: there is no ConfigMap {space ?? "default"}/{name} to {behavior}; correct its name or namespace.");
            Over(existing, data, behavior == "merge");
        }
    }

    private static void Over(JsonObject existing, IEnumerable<KeyValuePair<string, string>> data, bool keep)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        if (keep && existing["data"] is JsonObject before)
        {
            foreach (var (key, value) in before)
            {
                merged[key] = value?.ToString() ?? "";
            }
        }

        foreach (var (key, value) in data)
        {
            merged[key] = value;
        }

        existing["data"] = Node.Map(merged);
    }

    // NAME=VALUE; one pair of quotes around the value is taken off.
    private static KeyValuePair<string, string> Literal(string literal, string path)
    {
        var split = literal.IndexOf('=', StringComparison.Ordinal);
        if (split < 1)
        {
            throw new KustomizeException($"{path}: the literal '{literal}' must have the form NAME=VALUE.");
        }

        var value = literal[(split + 1)..];
        return new(literal[..split], value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value);
    }
}
