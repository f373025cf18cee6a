using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Table responses: the server decides what <c>kubectl get</c> shows.</summary>
internal sealed class Tables(TimeProvider timeProvider)
{
    public static bool IsWanted(ApiCall call) =>
        call.Http.Request.Headers.Accept.ToString().Split(',') is [var first, ..]
        && first.Contains("as=Table", StringComparison.Ordinal)
        && first.Contains("application/json", StringComparison.Ordinal);

    /// <param name="resourceVersion">Of the whole table; empty for lists, which set their own metadata.</param>
    public JsonObject Of(ResourceDefinition resource, IReadOnlyList<JsonObject> items, string resourceVersion, ApiCall call)
    {
        var columns = TableColumns.Of(resource);
        var whole = call.Query("includeObject") == "Object";
        var none = call.Query("includeObject") == "None";
        var now = timeProvider.GetUtcNow();
        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion },
            ["columnDefinitions"] = new JsonArray([.. columns.Select(column => new JsonObject
            {
                ["name"] = column.Name,
                ["type"] = column.Type,
                ["format"] = column.Name == "Name" ? "name" : "",
                ["description"] = column.Name,
                ["priority"] = column.Priority,
            })]),
            ["rows"] = new JsonArray([.. items.Select(item =>
            {
                var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Value(item, now))]) };
                if (!none)
                {
                    row["object"] = whole ? item.DeepClone() : new JsonObject
                    {
                        ["kind"] = "PartialObjectMetadata",
                        ["apiVersion"] = "meta.k8s.io/v1",
                        ["metadata"] = item["metadata"]?.DeepClone(),
                    };
                }

                return row;
            })]),
        };
    }
}
