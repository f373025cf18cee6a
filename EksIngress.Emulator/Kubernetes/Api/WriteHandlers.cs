using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>create, update, patch, delete, deletecollection.</summary>
internal sealed class WriteHandlers(ObjectRegistry registry, AdmittedWrites writes, RbacAuthorizer authorizer)
{
    public async Task CreateAsync(ApiCall call, ResourceDefinition resource)
    {
        WarnOfStoredOnly(call, resource);
        var item = Decode(call, resource, await call.ReadObjectAsync());
        Place(call, resource, item);
        await call.WriteAsync(await writes.CreateAsync(resource, item, call.WriteOptions, call.Origin), 201);
    }

    public async Task UpdateAsync(ApiCall call, ResourceDefinition resource, string subresource)
    {
        var item = Decode(call, resource, await call.ReadObjectAsync());
        Place(call, resource, item);
        var updated = await writes.UpdateAsync(
            resource, Key(call, resource), _ => item.Clone(), call.WriteOptions with { Subresource = subresource }, call.Origin);
        await call.WriteAsync(updated);
    }

    public async Task PatchAsync(ApiCall call, ResourceDefinition resource, string subresource)
    {
        var patch = await call.ReadBodyAsync();
        var options = call.WriteOptions with { Subresource = subresource };
        if (call.ContentType is "application/apply-patch+yaml")
        {
            await ApplyAsync(call, resource, patch, options);
            return;
        }

        var updated = await writes.UpdateAsync(
            resource, Key(call, resource), item => Decode(call, resource, Patch(call, resource, item, patch?.DeepClone())), options, call.Origin);
        await call.WriteAsync(updated);
    }

    public async Task DeleteAsync(ApiCall call, ResourceDefinition resource)
    {
        var request = ReadDelete(call, await call.ReadBodyAsync() as JsonObject);
        var (item, removed) = await writes.DeleteAsync(resource, Key(call, resource), request, call.Origin);
        if (!removed || request.DryRun)
        {
            await call.WriteAsync(ObjectRegistry.View(resource, item));
            return;
        }

        var details = new JsonObject { ["name"] = item.Name() };
        if (resource.Group.Length > 0)
        {
            details["group"] = resource.Group;
        }

        details["kind"] = resource.Plural;
        details["uid"] = item.Uid();

        await call.WriteAsync(resource.ReturnsDeleted ? ObjectRegistry.View(resource, item) : new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        });
    }

    public async Task DeleteCollectionAsync(ApiCall call, ResourceDefinition resource)
    {
        var request = ReadDelete(call, await call.ReadBodyAsync() as JsonObject);
        var selection = Selection.Of(call, resource);
        var deleted = new JsonArray();
        foreach (var item in registry.List(resource.StorageKey, selection.Namespace))
        {
            var view = ObjectRegistry.View(resource, item);
            if (selection.Matches(view))
            {
                registry.DeleteIfPresent(resource.StorageKey, item.Key(), request with { Uid = item.Uid() });
                deleted.Add(view.DeepClone());
            }
        }

        await call.WriteAsync(new JsonObject
        {
            ["kind"] = resource.Kind + "List",
            ["apiVersion"] = resource.ApiVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = deleted,
        });
    }

    private async Task ApplyAsync(ApiCall call, ResourceDefinition resource, JsonNode? patch, WriteOptions options)
    {
        if (call.Query("fieldManager") is null)
        {
            throw new StatusException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        var item = Decode(call, resource, patch as JsonObject ?? throw StatusException.BadRequest("an apply patch is an object"));
        Place(call, resource, item);

        // An apply that creates needs the right to create, which the patch verb does not give.
        var key = Key(call, resource);
        if (registry.Store.Find(resource.StorageKey, key) is null)
        {
            var create = call.Request with { Verb = "create" };
            if (!authorizer.IsAllowed(call.User, create.Access))
            {
                throw StatusException.Forbidden(resource, key.Name, RbacAuthorizer.Describe(call.User, create.Access));
            }
        }

        WarnOfStoredOnly(call, resource);
        var (applied, created) = await writes.ApplyAsync(resource, key, item, options, call.IsSet("force"), call.Origin);
        await call.WriteAsync(applied, created ? 201 : 200);
    }

    private static void WarnOfStoredOnly(ApiCall call, ResourceDefinition resource)
    {
        if (resource.StoredOnly is { } missing)
        {
            call.Warn($"{resource.QualifiedName} are kept and not emulated: {missing}");
        }
    }

    private static JsonObject Patch(ApiCall call, ResourceDefinition resource, JsonObject item, JsonNode? patch)
    {
        JsonNode? patched = call.ContentType switch
        {
            "application/json-patch+json" => JsonPatch.Apply(item, patch),
            "application/merge-patch+json" => MergePatch.Apply(item, patch),
            "application/strategic-merge-patch+json" when resource.IsCustom => throw StatusException.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"),
            "application/strategic-merge-patch+json" => StrategicMergePatch.Apply(
                resource.Schema, item, patch as JsonObject ?? throw StatusException.BadRequest("a strategic merge patch is an object")),
            var type => throw StatusException.UnsupportedMediaType(
                $"the body of the request was in an unknown format ({type}) - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml, application/strategic-merge-patch+json"),
        };
        return patched as JsonObject ?? throw StatusException.BadRequest("the patch does not leave an object");
    }

    private static JsonObject Decode(ApiCall call, ResourceDefinition resource, JsonObject body)
    {
        if (body.Text("kind") is { Length: > 0 } kind && kind != resource.Kind)
        {
            throw StatusException.BadRequest($"{kind} in version \"{body.Text("apiVersion")}\" cannot be handled as a {resource.Kind}: no kind match");
        }

        if (body.Text("apiVersion") is { Length: > 0 } version && version != resource.ApiVersion)
        {
            throw StatusException.BadRequest($"the API version in the data ({version}) does not match the expected API version ({resource.ApiVersion})");
        }

        var unknown = new List<string>();
        var item = ObjectDecoder.Decode(resource, body, unknown);
        item["apiVersion"] = resource.ApiVersion;
        item["kind"] = resource.Kind;
        if (unknown.Count > 0)
        {
            Report(call, resource, unknown);
        }

        return item;
    }

    private static void Report(ApiCall call, ResourceDefinition resource, List<string> unknown)
    {
        switch (call.Query("fieldValidation") ?? "Warn")
        {
            case "Strict":
                throw StatusException.BadRequest(
                    $"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: strict decoding error: {string.Join(", ", unknown.Select(field => $"unknown field \"{field}\""))}");
            case "Warn":
                foreach (var field in unknown)
                {
                    call.Warn($"unknown field \"{field}\"");
                }

                break;
            case "Ignore":
                break;
            case var value:
                throw StatusException.BadRequest($"fieldValidation: Unsupported value: \"{value}\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        }
    }

    private static NamespacedName Key(ApiCall call, ResourceDefinition resource) =>
        new(resource.Namespaced ? call.Request.Namespace : "", call.Request.Name);

    // Name and namespace of the URL count; those of the object may be missing but not different.
    private static void Place(ApiCall call, ResourceDefinition resource, JsonObject item)
    {
        var key = Key(call, resource);
        var metadata = item.Metadata();
        if (resource.Namespaced)
        {
            if (item.Namespace() is { Length: > 0 } other && other != key.Namespace)
            {
                throw StatusException.BadRequest($"the namespace of the provided object does not match the namespace sent on the request");
            }

            metadata["namespace"] = key.Namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (key.Name.Length > 0)
        {
            metadata.Default("name", key.Name);
            if (item.Name() != key.Name)
            {
                throw StatusException.BadRequest($"the name of the object ({item.Name()}) does not match the name on the URL ({key.Name})");
            }
        }
    }

    /// <param name="body">DeleteOptions; null when the request has none, or only in its query.</param>
    public static DeleteRequest ReadDelete(ApiCall call, JsonObject? body) => new(
        body.Number("gracePeriodSeconds") ?? call.Number("gracePeriodSeconds"),
        Propagation(body.Text("propagationPolicy") ?? call.Query("propagationPolicy")
            ?? (body.Flag("orphanDependents") ?? (call.Query("orphanDependents") is { } orphan ? orphan == "true" : null)) switch
            {
                true => "Orphan",
                false => "Background",
                null => null,
            }),
        body.Text("preconditions", "uid"),
        body.Text("preconditions", "resourceVersion"),
        call.DryRun || body.Texts("dryRun").Contains("All"));

    private static string? Propagation(string? value) => value switch
    {
        null or "Background" or "Foreground" or "Orphan" => value,
        _ => throw new StatusException(422, "Invalid", $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"{value}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""),
    };
}
