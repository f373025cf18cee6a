using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Strategic merge patch: a merge patch that merges lists by key and knows directives.</summary>
/// <remarks>Source: https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md</remarks>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";
    private const string OrderPrefix = "$setElementOrder/";

    /// <exception cref="StatusException">400: a directive or a merge key is wrong.</exception>
    public static JsonObject Apply(Schema schema, JsonObject document, JsonObject patch) =>
        Merge(schema, document, patch) ?? [];

    private static JsonObject? Merge(Schema schema, JsonObject? document, JsonObject patch)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return (JsonObject)Strip(patch)!;
            case "delete":
                return null;
            case null or "merge":
                break;
            case { } unknown:
                throw StatusException.BadRequest($"Unknown patch type: {unknown}");
        }

        var result = document?.Clone() ?? [];
        if (patch[RetainKeys] is JsonArray retained)
        {
            var keep = retained.Texts().ToHashSet(StringComparer.Ordinal);
            foreach (var name in result.Select(pair => pair.Key).Where(name => !keep.Contains(name)).ToList())
            {
                result.Remove(name);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal) && value is JsonArray removed)
            {
                RemoveScalars(result, name[DeletePrefix.Length..], removed);
            }
        }

        foreach (var (name, value) in patch.Where(pair => !pair.Key.StartsWith('$')))
        {
            var merged = Merge(schema.Find(name) ?? Schema.Any, result[name], value);
            if (merged is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = merged;
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(OrderPrefix, StringComparison.Ordinal) && value is JsonArray order)
            {
                var field = name[OrderPrefix.Length..];
                Reorder(schema.Find(field) ?? Schema.Any, result, field, order);
            }
        }

        return result;
    }

    private static JsonNode? Merge(Schema schema, JsonNode? document, JsonNode? patch) => patch switch
    {
        null => null,
        JsonObject map => Merge(schema, document as JsonObject, map),
        JsonArray list when schema is { PatchMerges: true, PatchMergeKey: { } key } => MergeItems(schema, document as JsonArray ?? [], list, key),
        JsonArray list when schema.PatchMerges => MergeScalars(document as JsonArray ?? [], list),
        _ => Strip(patch),
    };

    private static JsonArray MergeItems(Schema schema, JsonArray document, JsonArray patch, string key)
    {
        if (patch.OfType<JsonObject>().Any(item => item.Text(Directive) == "replace" && item[key] is null))
        {
            return [.. patch.OfType<JsonObject>().Where(item => item.Text(Directive) != "replace").Select(Strip)];
        }

        var result = document.Select(item => item?.DeepClone()).ToList();
        foreach (var item in patch)
        {
            if (item is not JsonObject change || change[key] is not { } value)
            {
                throw StatusException.BadRequest($"map: {item?.ToJsonString()} does not contain declared merge key: {key}");
            }

            var index = result.FindIndex(existing => JsonNode.DeepEquals(existing.At(key), value));
            if (change.Text(Directive) == "delete")
            {
                result.RemoveAll(existing => JsonNode.DeepEquals(existing.At(key), value));
            }
            else if (index >= 0)
            {
                result[index] = Merge(schema.Element ?? Schema.Any, result[index] as JsonObject, change);
            }
            else
            {
                result.Add(Merge(schema.Element ?? Schema.Any, (JsonObject?)null, change));
            }
        }

        return [.. result];
    }

    private static JsonArray MergeScalars(JsonArray document, JsonArray patch)
    {
        var result = document.Clone();
        foreach (var value in patch.Where(value => !result.Any(existing => JsonNode.DeepEquals(existing, value))))
        {
            result.Add(value?.DeepClone());
        }

        return result;
    }

    private static void RemoveScalars(JsonObject result, string field, JsonArray removed)
    {
        if (result[field] is JsonArray list)
        {
            result[field] = new JsonArray([.. list
                .Where(value => !removed.Any(item => JsonNode.DeepEquals(item, value)))
                .Select(value => value?.DeepClone())]);
        }
    }

    // The patch names the order of the items it knows; the others keep their place behind the item they followed.
    private static void Reorder(Schema schema, JsonObject result, string field, JsonArray order)
    {
        if (result[field] is not JsonArray list)
        {
            return;
        }

        var rank = list.Select((item, index) => (Item: item, Rank: Rank(item), Index: index)).ToList();
        var last = -1;
        for (var index = 0; index < rank.Count; index++)
        {
            last = rank[index].Rank >= 0 ? rank[index].Rank : last;
            rank[index] = rank[index] with { Rank = last };
        }

        result[field] = new JsonArray([.. rank.OrderBy(item => item.Rank).ThenBy(item => item.Index).Select(item => item.Item?.DeepClone())]);

        int Rank(JsonNode? item)
        {
            var value = schema.PatchMergeKey is { } key ? item.At(key) : item;
            for (var index = 0; index < order.Count; index++)
            {
                var wanted = schema.PatchMergeKey is { } mergeKey && order[index] is JsonObject map ? map[mergeKey] : order[index];
                if (JsonNode.DeepEquals(wanted, value))
                {
                    return index;
                }
            }

            return -1;
        }
    }

    private static JsonArray Clone(this JsonArray list) => (JsonArray)list.DeepClone();

    // Directives are instructions, not content. Nulls in new content mean absent.
    private static JsonNode? Strip(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map
            .Where(pair => !pair.Key.StartsWith('$') && pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, Strip(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Where(item => item.Text(Directive) != "delete").Select(Strip)]),
        _ => node?.DeepClone(),
    };
}
