using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>get and list.</summary>
internal sealed class ReadHandlers(ObjectStore store, Tables tables)
{
    public Task GetAsync(ApiCall call, ResourceDefinition resource)
    {
        var item = Find(call, resource);
        return call.WriteAsync(Tables.IsWanted(call)
            ? tables.Of(resource, [item], item.Metadata().Text("resourceVersion") ?? "", call)
            : item);
    }

    public JsonObject Find(ApiCall call, ResourceDefinition resource)
    {
        var name = call.Request.Name;
        var key = new NamespacedName(resource.Namespaced ? call.Request.Namespace : "", name);
        return ObjectRegistry.View(resource, store.Find(resource.StorageKey, key) ?? throw StatusException.NotFound(resource, name));
    }

    public Task ListAsync(ApiCall call, ResourceDefinition resource)
    {
        var selection = Selection.Of(call, resource);
        var (all, revision) = store.List(resource.StorageKey, selection.Namespace);
        var items = all.Select(item => ObjectRegistry.View(resource, item)).Where(selection.Matches).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        items = Page(call, items, metadata);
        if (Tables.IsWanted(call))
        {
            var table = tables.Of(resource, items, "", call);
            table["metadata"] = metadata;
            return call.WriteAsync(table);
        }

        return call.WriteAsync(new JsonObject
        {
            ["kind"] = resource.Kind + "List",
            ["apiVersion"] = resource.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
        });
    }

    // A continue token holds the last key of its page; a later page sees the objects of its own time.
    private static List<JsonObject> Page(ApiCall call, List<JsonObject> items, JsonObject metadata)
    {
        if (call.Query("continue") is { } token)
        {
            var last = ReadToken(token);
            items = [.. items.SkipWhile(item => string.CompareOrdinal(Key(item), last) <= 0)];
        }

        if (call.Number("limit") is > 0 and var limit && items.Count > limit)
        {
            var page = items.GetRange(0, (int)limit);
            metadata["continue"] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new[] { Key(page[^1]) }));
            metadata["remainingItemCount"] = items.Count - page.Count;
            return page;
        }

        return items;
    }

    private static string Key(JsonObject item) => $"{item.Namespace()}/{item.Name()}";

    private static string ReadToken(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Encoding.UTF8.GetString(Convert.FromBase64String(token))) is [var key]
                ? key
                : throw StatusException.BadRequest("continue key is not valid");
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw StatusException.BadRequest($"continue key is not valid: {exception.Message}");
        }
    }
}
