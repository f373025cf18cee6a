using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Server-side apply: merges what a manager wants, takes away what it wants no longer, refuses what another one owns.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/</remarks>
internal static class ServerSideApply
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <param name="live">Null when the object does not exist yet.</param>
    /// <exception cref="StatusException">409: another manager owns a field with another value, and force is not set.</exception>
    public static JsonObject Apply(ResourceDefinition resource, JsonObject? live, JsonObject applied, WriteOptions options, bool force, string now)
    {
        if (applied.At("metadata", "managedFields") is JsonArray { Count: > 0 })
        {
            throw StatusException.BadRequest("metadata.managedFields must be nil");
        }

        var wanted = ManagedFields.Ownable(resource, applied, options.Subresource);
        var managers = ManagedFields.Read(live);
        var own = managers.Find(manager => manager.Is(options.FieldManager, "Apply", resource.ApiVersion, options.Subresource));
        var others = managers.Where(manager => manager != own).ToList();

        var merged = (JsonObject)Merge(resource.Schema, live, Restrict(resource, applied, options.Subresource))!;
        var (changed, _) = FieldSet.Difference(resource.Schema, live, merged);
        others = Resolve(others, wanted.Intersect(changed), force, WasClientSideApplied(resource, live, options));
        KeepLastApplied(live, merged, applied, options);

        // Parents first: an item of a keyed list is found by its key, so it goes whole, before its fields.
        var dropped = (own?.Fields ?? new()).Minus(wanted);
        foreach (var path in dropped.Paths().Where(path => !FieldPaths.IsItemKey(path) && !others.Any(other => Owns(other.Fields, path))))
        {
            FieldPaths.Remove(merged, path);
        }

        var fields = ManagedFields.Ownable(resource, merged, options.Subresource);
        others = [.. others.Select(other => other.Subresource == options.Subresource ? other with { Fields = other.Fields.Minus(dropped.Minus(fields)) } : other)];
        var unchanged = own is not null && own.Fields.ToString() == wanted.ToString() && own.ApiVersion == resource.ApiVersion;
        ManagedFields.Write(merged, [new(options.FieldManager, "Apply", resource.ApiVersion, options.Subresource, unchanged ? own!.Time : now, wanted), .. others]);
        return merged;
    }

    // A parent goes only when no other manager owns anything below it.
    private static bool Owns(FieldSet fields, string[] path)
    {
        var node = fields;
        foreach (var element in path)
        {
            if (!node.Children.TryGetValue(element, out var child))
            {
                return false;
            }

            node = child;
        }

        return true;
    }

    // Who turns from kubectl apply to kubectl apply --server-side meets no conflict with what kubectl applied before.
    private static FieldSet WasClientSideApplied(ResourceDefinition resource, JsonObject? live, WriteOptions options) =>
        options.FieldManager == "kubectl" && live?.Annotation(LastApplied) is { } text && JsonNode.Parse(text) is JsonObject before
            ? FieldSet.Of(resource.Schema, before)
            : new();

    private static void KeepLastApplied(JsonObject? live, JsonObject merged, JsonObject applied, WriteOptions options)
    {
        if (options.FieldManager == "kubectl" && live?.Annotation(LastApplied) is not null)
        {
            merged.Metadata().Section("annotations")[LastApplied] = applied.ToJsonString() + "\n";
        }
    }

    private static List<FieldManager> Resolve(List<FieldManager> others, FieldSet contested, bool force, FieldSet yielded)
    {
        var conflicts = others
            .SelectMany(other => other.Fields.Intersect(contested).Paths().Select(path => (Manager: other, Path: path)))
            .Where(conflict => !yielded.Contains(conflict.Path))
            .ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw Conflict(conflicts);
        }

        return [.. others.Select(other => other with { Fields = other.Fields.Minus(contested) })];
    }

    private static StatusException Conflict(List<(FieldManager Manager, string[] Path)> conflicts)
    {
        var causes = conflicts.Select(conflict => new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {Describe(conflict.Manager)}",
            ["field"] = FieldPaths.Describe(conflict.Path),
        });
        var lines = conflicts
            .GroupBy(conflict => Describe(conflict.Manager))
            .Select(group => group.Count() == 1
                ? $"conflict with {group.Key}: {FieldPaths.Describe(group.First().Path)}"
                : $"conflicts with {group.Key}:\n{string.Join('\n', group.Select(conflict => "- " + FieldPaths.Describe(conflict.Path)))}");
        var count = conflicts.Count == 1 ? "1 conflict" : $"{conflicts.Count} conflicts";
        return new(409, "Conflict", $"Apply failed with {count}: {string.Join('\n', lines)}", new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private static string Describe(FieldManager manager) => manager.Operation == "Update"
        ? $"\"{manager.Name}\"{(manager.Subresource.Length > 0 ? $" with subresource \"{manager.Subresource}\"" : "")} using {manager.ApiVersion}"
        : $"\"{manager.Name}\"{(manager.Subresource.Length > 0 ? $" with subresource \"{manager.Subresource}\"" : "")}";

    private static JsonObject Restrict(ResourceDefinition resource, JsonObject applied, string subresource)
    {
        var restricted = applied.Clone();
        restricted.Metadata().Remove("managedFields");
        if (resource.HasStatus && subresource.Length == 0)
        {
            restricted.Remove("status");
        }

        if (subresource == "status")
        {
            restricted.Remove("spec");
        }

        return restricted;
    }

    private static JsonNode? Merge(Schema schema, JsonNode? live, JsonNode? applied)
    {
        switch (applied)
        {
            case JsonObject map when live is JsonObject existing && !schema.Atomic:
                var merged = existing.Clone();
                foreach (var (name, value) in map)
                {
                    merged[name] = Merge(schema.Find(name) ?? Schema.Any, existing[name], value);
                }

                return merged;
            case JsonArray list when live is JsonArray existing && schema.ListType == ListType.Map:
                return MergeItems(schema, existing, list);
            case JsonArray list when live is JsonArray existing && schema.ListType == ListType.Set:
                return new JsonArray([.. existing.Concat(list.Where(value => !existing.Any(item => JsonNode.DeepEquals(item, value)))).Select(item => item?.DeepClone())]);
            default:
                return applied?.DeepClone();
        }
    }

    private static JsonArray MergeItems(Schema schema, JsonArray live, JsonArray applied)
    {
        var result = live.OfType<JsonObject>().Select(item => (Key: FieldPaths.Key(schema, item), Item: (JsonNode?)item.DeepClone())).ToList();
        foreach (var item in applied.OfType<JsonObject>())
        {
            var key = FieldPaths.Key(schema, item);
            var index = result.FindIndex(existing => existing.Key == key);
            if (index < 0)
            {
                result.Add((key, item.DeepClone()));
            }
            else
            {
                result[index] = (key, Merge(schema.Element ?? Schema.Any, result[index].Item, item));
            }
        }

        return new JsonArray([.. result.Select(item => item.Item)]);
    }
}
