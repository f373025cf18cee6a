using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The scale subresource: replicas alone, in the form that is the same for every workload.</summary>
internal sealed class ScaleHandlers(AdmittedWrites writes, ReadHandlers reads)
{
    public async Task InvokeAsync(ApiCall call, ResourceDefinition resource)
    {
        var item = reads.Find(call, resource);
        switch (call.Request.Verb)
        {
            case "get":
                await call.WriteAsync(ToScale(item));
                return;
            case "update" or "patch":
                var body = await call.ReadBodyAsync();
                var scale = call.Request.Verb == "update" ? body : call.ContentType switch
                {
                    "application/json-patch+json" => JsonPatch.Apply(ToScale(item), body),
                    _ => MergePatch.Apply(ToScale(item), body),
                };
                var replicas = scale.Number("spec", "replicas") ?? 0;
                var version = scale.Text("metadata", "resourceVersion");
                var updated = await writes.UpdateAsync(resource, item.Key(), current =>
                {
                    if (version is { Length: > 0 } && call.Request.Verb == "update")
                    {
                        current.Metadata()["resourceVersion"] = version;
                    }

                    current.Section("spec")["replicas"] = replicas;
                    return current;
                }, call.WriteOptions, call.Origin);
                await call.WriteAsync(ToScale(updated));
                return;
            default:
                throw StatusException.MethodNotAllowed();
        }
    }

    private static JsonObject ToScale(JsonObject item) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = item.Name(),
            ["namespace"] = item.Namespace(),
            ["uid"] = item.Uid(),
            ["resourceVersion"] = item.Text("metadata", "resourceVersion"),
            ["creationTimestamp"] = item.Text("metadata", "creationTimestamp"),
        },
        ["spec"] = new JsonObject { ["replicas"] = item.Number("spec", "replicas") ?? 0 },
        ["status"] = new JsonObject
        {
            ["replicas"] = item.Number("status", "replicas") ?? 0,
            ["selector"] = LabelSelector.FromObject(item.At("spec", "selector"))?.ToString() ?? "",
        },
    };
}
