using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// Strategic merge as kustomize does it: maps merge, null removes a member, a list with a merge key merges by it, the patch's items
/// first, any other list is replaced, and <c>$patch</c> is <c>delete</c>, <c>replace</c> or <c>merge</c>.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/ and the API's own <c>x-kubernetes-patch-merge-key</c>.</remarks>
internal static class StrategicMerge
{
    private const string Directive = "$patch";

    private static readonly HashSet<string> BuiltInGroups = new(StringComparer.Ordinal)
    {
        "", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io",
        "scheduling.k8s.io", "discovery.k8s.io", "admissionregistration.k8s.io",
    };

    /// <summary>Merges the patch into the object.</summary>
    /// <returns>True when the patch deletes the object.</returns>
    public static bool Apply(JsonObject item, JsonObject patch, string file)
    {
        if (patch[Directive]?.ToString() == "delete")
        {
            return true;
        }

        // An object of a custom resource has no merge keys: its lists are replaced.
        Merge(item, patch, new Place("", item["kind"]!.GetValue<string>(), BuiltInGroups.Contains(ObjectId.Of(item).Group)), file);
        return false;
    }

    private static void Merge(JsonObject target, JsonObject patch, Place place, string file)
    {
        switch (patch[Directive]?.ToString())
        {
            case null or "merge":
                break;
            case "replace":
                target.Clear();
                break;
            case var other:
                throw new KustomizeException($"{file}: $patch '{other}' is not supported at '{place.Field}'; it can be delete (for a whole object or a list's item), merge or replace.");
        }

        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case var _ when name == Directive:
                    break;
                case null:
                    target.Remove(name);
                    break;
                case JsonObject map when map[Directive]?.ToString() == "delete":
                    target.Remove(name);
                    break;
                case JsonObject map:
                    if (target[name] is not JsonObject)
                    {
                        target[name] = new JsonObject();
                    }

                    Merge(target[name]!.AsObject(), map, place.Below(name), file);
                    break;
                case JsonArray list when target[name] is JsonArray existing && place.MergeKey(name) is { } key:
                    MergeList(existing, list, key, place.Below(name), file);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    // The patch's items come first, in its order; what it does not name follows.
    private static void MergeList(JsonArray target, JsonArray patch, string key, Place place, string file)
    {
        var merged = new List<JsonNode?>();
        foreach (var node in patch)
        {
            var item = KustomizeFields.AsMap(node, file, place.Field);
            if (item[key] is not { } value)
            {
                throw new KustomizeException($"{file}: an item of '{place.Field}' has no '{key}', by which such items are told apart.");
            }

            var existing = target.OfType<JsonObject>().FirstOrDefault(other => JsonNode.DeepEquals(other[key], value));
            target.Remove(existing);
            if (item[Directive]?.ToString() == "delete")
            {
                continue;
            }

            if (existing is not null)
            {
                Merge(existing, item, place, file);
            }

            merged.Add(existing ?? item.DeepClone());
        }

        for (var i = 0; i < merged.Count; i++)
        {
            target.Insert(i, merged[i]);
        }
    }

    /// <summary>Where in an object a merge is.</summary>
    private readonly record struct Place(string Field, string Owner, bool IsBuiltIn)
    {
        public Place Below(string name) => this with { Field = Field.Length == 0 ? name : $"{Field}.{name}" };

        public string? MergeKey(string name) => !IsBuiltIn ? null : name switch
        {
            "containers" or "initContainers" or "ephemeralContainers" or "volumes" or "env" or "imagePullSecrets" or "secrets" => "name",
            "volumeMounts" => "mountPath",
            "volumeDevices" => "devicePath",
            "topologySpreadConstraints" => "topologyKey",
            "hostAliases" => "ip",
            "ports" when Owner == "Service" => "port",
            "ports" when Field.EndsWith("ontainers", StringComparison.Ordinal) => "containerPort",
            "webhooks" => "name",
            _ => null,
        };
    }
}
