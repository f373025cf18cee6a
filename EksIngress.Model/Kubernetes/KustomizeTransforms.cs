using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>What a kustomization does to all its objects: <c>namespace</c>, <c>labels</c>, <c>replicas</c> and <c>images</c>.</summary>
internal static class KustomizeTransforms
{
    private static readonly string[] Scalable = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

    public static void SetNamespace(List<JsonObject> objects, string name)
    {
        foreach (var item in objects.Where(item => !KindOrder.IsClusterScoped(item["kind"]!.GetValue<string>())))
        {
            item["metadata"]!["namespace"] = name;
        }
    }

    public static void AddLabels(List<JsonObject> objects, JsonObject kustomization, string path)
    {
        foreach (var node in KustomizeFields.Items(kustomization, "labels", path))
        {
            var label = KustomizeFields.AsMap(node, path, "labels");
            KustomizeFields.ThrowIfUnknown(label, ["pairs", "includeTemplates", "includeSelectors"], path, "labels.");
            if (label["includeSelectors"]?.GetValueKind() is JsonValueKind.True)
            {
                throw new KustomizeException($"{path}: labels.includeSelectors is not supported; selectors cannot change once applied. Take it out.");
            }

            var pairs = KustomizeFields.AsMap(label["pairs"], path, "labels.pairs");
            foreach (var item in objects)
            {
                Merge(item["metadata"]!.AsObject(), pairs);
                if (label["includeTemplates"]?.GetValueKind() is JsonValueKind.True && item["spec"]?["template"]?["metadata"] is JsonObject template)
                {
                    Merge(template, pairs);
                }
            }
        }
    }

    public static void SetReplicas(List<JsonObject> objects, JsonObject kustomization, string path)
    {
        foreach (var node in KustomizeFields.Items(kustomization, "replicas", path))
        {
            var entry = KustomizeFields.AsMap(node, path, "replicas");
            KustomizeFields.ThrowIfUnknown(entry, ["name", "count"], path, "replicas.");
            var name = KustomizeFields.Text(entry["name"], path, "replicas.name");
            if (entry["count"]?.GetValueKind() != JsonValueKind.Number || !int.TryParse(entry["count"]!.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new KustomizeException($"{path}: replicas.count of '{name}' must be a whole number.");
            }

            var scaled = objects.Where(item => Scalable.Contains(item["kind"]!.GetValue<string>()) && ObjectId.Of(item).Name == name).ToList();
            if (scaled.Count == 0)
            {
                throw new KustomizeException($"{path}: replicas names '{name}', and no {string.Join(", ", Scalable)} of that name is there; take it out.");
            }

            foreach (var item in scaled)
            {
                if (item["spec"] is not JsonObject spec)
                {
                    item["spec"] = spec = [];
                }

                spec["replicas"] = count;
            }
        }
    }

    public static void SetImages(List<JsonObject> objects, JsonObject kustomization, string path)
    {
        foreach (var node in KustomizeFields.Items(kustomization, "images", path))
        {
            var entry = KustomizeFields.AsMap(node, path, "images");
            KustomizeFields.ThrowIfUnknown(entry, ["name", "newName", "newTag", "digest"], path, "images.");
            var name = KustomizeFields.Text(entry["name"], path, "images.name");
            foreach (var container in objects.SelectMany(item => Containers(item)))
            {
                if (container["image"]?.GetValueKind() == JsonValueKind.String && Split(container["image"]!.GetValue<string>()) is var (image, version) && image == name)
                {
                    var newName = entry["newName"] is { } given ? KustomizeFields.Text(given, path, "images.newName") : image;
                    container["image"] = newName + (entry["digest"], entry["newTag"]) switch
                    {
                        ({ } digest, _) => "@" + KustomizeFields.Text(digest, path, "images.digest"),
                        (null, { } tag) => ":" + KustomizeFields.Text(tag, path, "images.newTag"),
                        _ => version,
                    };
                }
            }
        }
    }

    /// <summary>An image's name, and its tag or digest with the sign before it.</summary>
    public static (string Name, string Version) Split(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        if (digest >= 0)
        {
            return (image[..digest], image[digest..]);
        }

        // A colon before the last slash belongs to the registry's port.
        var tag = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return tag < 0 ? (image, "") : (image[..tag], image[tag..]);
    }

    private static IEnumerable<JsonObject> Containers(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key is "containers" or "initContainers" && member.Value is JsonArray list
            ? list.OfType<JsonObject>()
            : Containers(member.Value)),
        _ => [],
    };

    private static void Merge(JsonObject metadata, JsonObject pairs)
    {
        if (metadata["labels"] is not JsonObject labels)
        {
            metadata["labels"] = labels = [];
        }

        foreach (var (key, value) in pairs)
        {
            labels[key] = value?.DeepClone();
        }
    }
}
