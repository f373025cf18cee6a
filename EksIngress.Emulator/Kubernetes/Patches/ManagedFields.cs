using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Who owns which field of an object, kept in <c>metadata.managedFields</c>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/</remarks>
internal static class ManagedFields
{
    // What the server sets itself has no owner.
    private static readonly string[][] s_unowned =
    [
        ["f:apiVersion"], ["f:kind"], ["f:metadata"], ["f:metadata", "f:name"], ["f:metadata", "f:namespace"], ["f:metadata", "f:uid"],
        ["f:metadata", "f:creationTimestamp"], ["f:metadata", "f:deletionTimestamp"], ["f:metadata", "f:deletionGracePeriodSeconds"],
        ["f:metadata", "f:generation"], ["f:metadata", "f:resourceVersion"], ["f:metadata", "f:selfLink"], ["f:metadata", "f:managedFields"],
    ];

    public static List<FieldManager> Read(JsonObject? item) =>
        [.. item.Items("metadata", "managedFields").Where(entry => entry.Text("manager") is not null).Select(FieldManager.FromJson)];

    /// <summary>The fields of an object that can have an owner.</summary>
    public static FieldSet Ownable(ResourceDefinition resource, JsonObject item, string subresource) =>
        FieldSet.Of(resource.Schema, item).Where(path => IsOwnable(resource, path, subresource));

    /// <summary>
    /// Notes that a create, update or patch changed fields: the manager owns what it changed, the others lose it. The
    /// owners are those that <paramref name="after"/> brings along, so a client may edit them.
    /// </summary>
    public static void RecordUpdate(ResourceDefinition resource, JsonObject? before, JsonObject after, WriteOptions options, string now)
    {
        var managers = after["metadata"]?["managedFields"] is JsonArray ? Read(after) : Read(before);
        var (changed, removed) = FieldSet.Difference(resource.Schema, before, after);
        changed = changed.Where(path => IsOwnable(resource, path, options.Subresource));
        var own = managers.Find(manager => manager.Is(options.FieldManager, "Update", resource.ApiVersion, options.Subresource));
        managers = [.. managers.Select(manager => manager == own
            ? manager with { Fields = manager.Fields.Minus(removed) }
            : manager with { Fields = manager.Fields.Minus(changed).Minus(removed) })];
        own = managers.Find(manager => manager.Is(options.FieldManager, "Update", resource.ApiVersion, options.Subresource));
        if (!changed.IsEmpty)
        {
            managers.RemoveAll(manager => manager == own);
            managers.Add(new(
                options.FieldManager, "Update", resource.ApiVersion, options.Subresource, now, own is null ? changed : own.Fields.Union(changed)));
        }

        Write(after, managers);
    }

    public static void Write(JsonObject item, IEnumerable<FieldManager> managers)
    {
        var entries = managers.Where(manager => !manager.Fields.IsEmpty).Select(manager => (JsonNode)manager.ToJson()).ToArray();
        if (entries.Length == 0)
        {
            item.Metadata().Remove("managedFields");
        }
        else
        {
            item.Metadata()["managedFields"] = new JsonArray(entries);
        }
    }

    private static bool IsOwnable(ResourceDefinition resource, string[] path, string subresource)
    {
        if (s_unowned.Any(unowned => unowned.AsSpan().SequenceEqual(path)) || path is ["f:metadata", "f:managedFields", ..])
        {
            return false;
        }

        // Status belongs to writers of the status subresource, and they own nothing else.
        return !resource.HasStatus || subresource == "scale" || (path[0] == "f:status") == (subresource == "status");
    }
}
