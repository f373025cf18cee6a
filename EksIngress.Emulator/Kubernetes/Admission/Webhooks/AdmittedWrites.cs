using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Writes with the webhooks' consent. They are asked outside the registry's turn, about what the write would leave; if the object has
/// changed by the time they answered, they are asked again.
/// </summary>
internal sealed class AdmittedWrites(ObjectRegistry registry, WebhookAdmission webhooks)
{
    // As many as the API server makes of a patch.
    private const int Attempts = 5;

    public async Task<JsonObject> CreateAsync(ResourceDefinition resource, JsonObject item, WriteOptions options, WriteOrigin origin)
    {
        if (!webhooks.Concerns(resource, options.Subresource, "CREATE"))
        {
            return registry.Create(resource, item, options);
        }

        return await WriteAsync(
            resource,
            options,
            origin,
            changed => registry.Create(resource, item.Clone(), changed),
            after => item.Metadata()["name"] = after.Name());
    }

    public Task<JsonObject> UpdateAsync(
        ResourceDefinition resource, NamespacedName key, Func<JsonObject, JsonObject> change, WriteOptions options, WriteOrigin origin) =>
        webhooks.Concerns(resource, options.Subresource, "UPDATE")
            ? WriteAsync(resource, options, origin, changed => registry.Update(resource, key, change, changed), _ => { })
            : Task.FromResult(registry.Update(resource, key, change, options));

    public Task<(JsonObject Item, bool Created)> ApplyAsync(
        ResourceDefinition resource, NamespacedName key, JsonObject applied, WriteOptions options, bool force, WriteOrigin origin) =>
        webhooks.Concerns(resource, options.Subresource, registry.Store.Find(resource.StorageKey, key) is null ? "CREATE" : "UPDATE")
            ? WriteAsync(resource, options, origin, changed => registry.Apply(resource, key, applied.Clone(), changed, force), _ => { })
            : Task.FromResult(registry.Apply(resource, key, applied, options, force));

    public async Task<(JsonObject Item, bool Removed)> DeleteAsync(ResourceDefinition resource, NamespacedName key, DeleteRequest request, WriteOrigin origin)
    {
        if (webhooks.Concerns(resource, "", "DELETE") && registry.Store.Find(resource.StorageKey, key) is { } item)
        {
            var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "meta.k8s.io/v1" };
            var asked = new AdmissionRequest(resource, "", "DELETE", origin.User, options, request.DryRun) { Key = key, OldObject = ObjectRegistry.View(resource, item) };
            await webhooks.MutateAsync(asked, origin.Warn, origin.Cancelled);
            await webhooks.ValidateAsync(asked, origin.Warn, origin.Cancelled);
        }

        return registry.Delete(resource, key, request);
    }

    private async Task<T> WriteAsync<T>(
        ResourceDefinition resource, WriteOptions options, WriteOrigin origin, Func<WriteOptions, T> write, Action<JsonObject> onNamed)
    {
        for (var attempt = 1; ; attempt++)
        {
            var probe = new WriteProbe();
            var asking = options with { DryRun = true, Probe = probe };
            write(asking);
            var request = Ask(resource, options, origin, probe);
            var patches = await webhooks.MutateAsync(Unnamed(request), origin.Warn, origin.Cancelled);
            onNamed(probe.After);
            var amended = options;
            if (patches.Count > 0)
            {
                amended = options with { Amend = item => patches.Aggregate(item, (current, patch) => (JsonObject)JsonPatch.Apply(current, patch.DeepClone())!) };
                write(amended with { DryRun = true, Probe = probe });
                request = Ask(resource, options, origin, probe);
            }

            await webhooks.ValidateAsync(request, origin.Warn, origin.Cancelled);
            try
            {
                return write(amended with { Probe = new WriteProbe { Expected = probe } });
            }
            catch (WriteRaceException) when (attempt < Attempts)
            {
                // Somebody wrote while the webhooks were asked: ask about what is there now.
            }
            catch (WriteRaceException)
            {
                throw StatusException.Modified(resource, probe.After.Name());
            }
        }
    }

    private static AdmissionRequest Ask(ResourceDefinition resource, WriteOptions options, WriteOrigin origin, WriteProbe probe)
    {
        var operation = probe.Before is null ? "CREATE" : "UPDATE";
        var sent = new JsonObject
        {
            ["kind"] = operation == "CREATE" ? "CreateOptions" : "UpdateOptions",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["fieldManager"] = options.FieldManager,
        };
        return new(resource, options.Subresource, operation, origin.User, sent, options.DryRun)
        {
            Key = probe.After.Key(),
            Object = ObjectRegistry.View(resource, probe.After),
            OldObject = probe.Before is null ? null : ObjectRegistry.View(resource, probe.Before),
        };
    }

    // A name that is made of generateName comes after the webhooks that change the object.
    private static AdmissionRequest Unnamed(AdmissionRequest request)
    {
        if (request.OldObject is not null || request.Object.Text("metadata", "generateName") is null)
        {
            return request;
        }

        var item = request.Object!.Clone();
        item.Metadata().Remove("name");
        return request with { Object = item, Key = request.Key with { Name = "" } };
    }
}
