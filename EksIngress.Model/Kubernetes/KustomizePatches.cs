using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Model.Kubernetes;

/// <summary>The <c>patches</c> of a kustomization: strategic merge and JSON patches (RFC 6902), inline or in a file.</summary>
/// <remarks>Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/</remarks>
internal sealed class KustomizePatches(string path, Func<string, string> readFile)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Applies the patches one after the other.</summary>
    public void Apply(List<JsonObject> objects, JsonArray patches)
    {
        if (patches.Count == 0)
        {
            return;
        }

        // Most patches name their object; looking through all objects for each would be quadratic.
        var byId = objects.ToLookup(item => Normal(ObjectId.Of(item)));
        foreach (var item in patches)
        {
            var entry = KustomizeFields.AsMap(item, path, "patches");
            KustomizeFields.ThrowIfUnknown(entry, ["path", "patch", "target"], path, "patches.");
            var text = (entry["path"], entry["patch"]) switch
            {
                ({ } file, null) => readFile(KustomizeFields.Text(file, path, "patches.path")),
                (null, { } inline) => KustomizeFields.Text(inline, path, "patches.patch"),
                _ => throw new KustomizeException($"{path}: a patch must have either 'path' or 'patch'."),
            };
            var target = entry["target"] is { } given ? KustomizeFields.AsMap(given, path, "patches.target") : null;
            foreach (var document in KustomizeFields.Parse(path, text))
            {
                Apply(objects, byId, document, target);
            }
        }
    }

    private void Apply(List<JsonObject> objects, ILookup<ObjectId, JsonObject> byId, JsonNode document, JsonObject? target)
    {
        if (document is JsonArray operations)
        {
            foreach (var item in Selected(objects, target ?? throw new KustomizeException($"{path}: a JSON patch names no object; give it a 'target'.")))
            {
                JsonPatch.Apply(item, operations, path);
            }

            return;
        }

        var patch = KustomizeFields.AsMap(document, path, "patches.patch");
        var selected = target is null ? Named(byId, patch) : Selected(objects, target);
        foreach (var item in selected)
        {
            if (StrategicMerge.Apply(item, patch, path))
            {
                objects.Remove(item);
            }
        }
    }

    // Without a target, the patch itself says whose it is, and it must find it.
    private IEnumerable<JsonObject> Named(ILookup<ObjectId, JsonObject> byId, JsonObject patch)
    {
        var id = ObjectId.Of(KustomizeFields.AsObject(patch, path));
        var found = byId[Normal(id)];
        return found.Any() ? found : throw new KustomizeException($"{path}: no object is there for the patch of {id}; take the patch out, or correct its name.");
    }

    private static ObjectId Normal(ObjectId id) => id with { Namespace = id.Namespace ?? "default" };

    private List<JsonObject> Selected(List<JsonObject> objects, JsonObject target)
    {
        KustomizeFields.ThrowIfUnknown(target, ["group", "version", "kind", "name", "namespace"], path, "patches.target.");
        return [.. objects.Where(item =>
        {
            var id = ObjectId.Of(item);
            return Matches("group", id.Group) && Matches("version", id.ApiVersion[(id.ApiVersion.LastIndexOf('/') + 1)..])
                && Matches("kind", id.Kind) && Matches("name", id.Name) && Matches("namespace", id.Namespace ?? "default");
        })];

        // Each member is a regular expression for the whole value.
        bool Matches(string member, string value)
        {
            if (target[member] is not { } node)
            {
                return true;
            }

            var expression = KustomizeFields.Text(node, path, "patches.target." + member);
            try
            {
                return Regex.IsMatch(value, $"^(?:{expression})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchTimeout);
            }
            catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
            {
                throw new KustomizeException($"{path}: patches.target.{member} '{expression}' is no regular expression that can be used here: {exception.Message}");
            }
        }
    }
}
