using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Every write of an object goes through here, from the API and from controllers alike: metadata, defaults, admission,
/// validation, field ownership, optimistic concurrency, finalizers. Writers take turns, so a check holds until its write.
/// </summary>
internal sealed class ObjectRegistry(
    ObjectStore store, ResourceCatalog catalog, IReadOnlyList<IAdmission> admissions, ServiceAllocator allocator, TimeProvider timeProvider)
{
    private const int NameAttempts = 8;

    private readonly Lock _gate = new();

    public ObjectStore Store => store;

    public ResourceCatalog Catalog => catalog;

    public TimeProvider Time => timeProvider;

    public JsonObject? Find(string storageKey, string inNamespace, string name) => store.Find(storageKey, new(inNamespace, name));

    public IReadOnlyList<JsonObject> List(string storageKey, string inNamespace = "") => store.List(storageKey, inNamespace).Items;

    /// <param name="item">Taken over: the caller must not touch it afterwards.</param>
    /// <exception cref="StatusException">The object exists, is not valid, or is not admitted.</exception>
    public JsonObject Create(ResourceDefinition resource, JsonObject item, WriteOptions options)
    {
        lock (_gate)
        {
            var stored = Convert(resource, item);
            PrepareMetadata(resource, stored);
            if (resource.HasStatus && !options.Internal)
            {
                stored.Remove("status");
            }

            stored = Admit(resource, stored, null, options);
            ManagedFields.RecordUpdate(catalog.Get(resource.StorageKey), null, stored, options, timeProvider.Now());
            return Commit(resource, stored, null, options);
        }
    }

    /// <summary>Replaces an object by what <paramref name="change"/> makes of a copy of it.</summary>
    /// <exception cref="StatusException">There is none, somebody else changed it, or it is not valid.</exception>
    public JsonObject Update(ResourceDefinition resource, NamespacedName key, Func<JsonObject, JsonObject> change, WriteOptions options)
    {
        lock (_gate)
        {
            var before = Get(resource, key);
            var item = Convert(resource, change(View(resource, before).Clone()));
            Precondition(resource, before, item);
            item = Admit(resource, Restrict(resource, before, item, options), before, options);
            ManagedFields.RecordUpdate(catalog.Get(resource.StorageKey), before, item, options, timeProvider.Now());
            return Finish(resource, before, item, options);
        }
    }

    /// <summary>Server-side apply. Creates the object when there is none.</summary>
    /// <exception cref="StatusException">Another manager owns a field, or the object is not valid.</exception>
    public (JsonObject Item, bool Created) Apply(ResourceDefinition resource, NamespacedName key, JsonObject applied, WriteOptions options, bool force)
    {
        lock (_gate)
        {
            var before = store.Find(resource.StorageKey, key);
            var merged = ServerSideApply.Apply(catalog.Get(resource.StorageKey), before, Convert(resource, applied), options, force, timeProvider.Now());
            if (before is null)
            {
                if (options.Subresource.Length > 0)
                {
                    throw StatusException.NotFound(resource, key.Name);
                }

                PrepareMetadata(resource, merged);
                merged = Admit(resource, merged, null, options);
                return (Commit(resource, merged, null, options), true);
            }

            Precondition(resource, before, merged);
            var item = Admit(resource, Restrict(resource, before, merged, options), before, options);
            return (Finish(resource, before, item, options), false);
        }
    }

    /// <returns>The object as it was when removed, or as it is while its finalizers or its grace period run.</returns>
    /// <exception cref="StatusException">There is none, a precondition fails, or it may not be deleted.</exception>
    public (JsonObject Item, bool Removed) Delete(ResourceDefinition resource, NamespacedName key, DeleteRequest request)
    {
        lock (_gate)
        {
            var before = Get(resource, key);
            if (request.Uid is { } uid && uid != before.Uid())
            {
                throw StatusException.Conflict(resource, key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Uid()}");
            }

            if (request.ResourceVersion is { } version && version != before.Text("metadata", "resourceVersion"))
            {
                throw StatusException.Modified(resource, key.Name);
            }

            request.Check?.Invoke(before);
            var item = before.Clone();
            Deletion.Prepare(resource, item, request, timeProvider.GetUtcNow());
            if (request.DryRun)
            {
                return (item, false);
            }

            if (Deletion.IsDone(resource, item))
            {
                store.Remove(resource.StorageKey, key);
                return (item, true);
            }

            if (!JsonNode.DeepEquals(before, item))
            {
                store.Put(resource.StorageKey, item);
            }

            return (item, false);
        }
    }

    /// <summary>The object in the version of <paramref name="resource"/>.</summary>
    public static JsonObject View(ResourceDefinition resource, JsonObject item)
    {
        if (resource.FromStorage is { } convert)
        {
            return convert(item);
        }

        if (item.Text("apiVersion") == resource.ApiVersion)
        {
            return item;
        }

        var view = item.Clone();
        view["apiVersion"] = resource.ApiVersion;
        return view;
    }

    private JsonObject Get(ResourceDefinition resource, NamespacedName key) =>
        store.Find(resource.StorageKey, key) ?? throw StatusException.NotFound(resource, key.Name);

    private JsonObject Convert(ResourceDefinition resource, JsonObject item)
    {
        var stored = resource.ToStorage is { } convert ? convert(item) : item;
        var definition = catalog.Get(resource.StorageKey);
        stored["apiVersion"] = definition.ApiVersion;
        stored["kind"] = definition.Kind;
        return stored;
    }

    private void PrepareMetadata(ResourceDefinition resource, JsonObject item)
    {
        var metadata = item.Metadata();
        if (item.Name().Length == 0)
        {
            var prefix = metadata.Text("generateName")
                ?? throw StatusException.Invalid(resource, "", [FieldError.Required("metadata.name", "name or generateName is required")]);
            for (var attempt = 0; attempt < NameAttempts && (attempt == 0 || store.Find(resource.StorageKey, item.Key()) is not null); attempt++)
            {
                metadata["name"] = ObjectNames.Generate(prefix);
            }
        }

        if (store.Find(resource.StorageKey, item.Key()) is not null)
        {
            throw StatusException.AlreadyExists(resource, item.Name());
        }

        if (metadata.Text("resourceVersion") is { Length: > 0 } and not "0")
        {
            throw StatusException.BadRequest("resourceVersion should not be set on objects to be created");
        }

        foreach (var name in new[] { "resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds" })
        {
            metadata.Remove(name);
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = timeProvider.Now();
        if (HasGeneration(resource, item))
        {
            metadata["generation"] = 1;
        }
    }

    private JsonObject Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, WriteOptions options)
    {
        OmitEmpty(item.Metadata());
        if (options.Subresource.Length == 0)
        {
            if (before is null && resource.Namespaced)
            {
                RequireNamespace(resource, item, options);
            }

            ObjectDefaults.Apply(resource, item);
            foreach (var admission in admissions)
            {
                admission.Admit(resource, item, before, store);
            }

            ObjectDefaults.Apply(resource, item);
        }

        if (options.Amend is { } amend)
        {
            item = amend(item);
            ObjectDefaults.Apply(resource, item);
        }

        if (options.Subresource.Length == 0)
        {
            ObjectValidation.Validate(resource, item, before);
        }

        options.Probe?.Set(before, item);
        return item;
    }

    // The API server never tells an empty one: `kubectl diff` would see the annotations that it takes away.
    private static void OmitEmpty(JsonObject metadata)
    {
        foreach (var name in (ReadOnlySpan<string>)["annotations", "labels", "finalizers", "ownerReferences"])
        {
            if (metadata[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                metadata.Remove(name);
            }
        }
    }

    private void RequireNamespace(ResourceDefinition resource, JsonObject item, WriteOptions options)
    {
        var name = item.Namespace();
        var found = store.Find("namespaces", new("", name)) ?? throw StatusException.NotFound(catalog.Get("namespaces"), name);
        if (found.IsTerminating() && !options.Internal)
        {
            var refused = StatusException.Forbidden(resource, item.Name(), $"unable to create new content in namespace {name} because it is being terminated");
            refused.Details!["causes"] = new JsonArray(new JsonObject
            {
                ["reason"] = "NamespaceTerminating",
                ["message"] = $"namespace {name} is being terminated",
                ["field"] = "metadata.namespace",
            });
            throw refused;
        }
    }

    private static void Precondition(ResourceDefinition resource, JsonObject before, JsonObject item)
    {
        if (item.Uid() is { Length: > 0 } uid && uid != before.Uid())
        {
            throw StatusException.Conflict(resource, before.Name(), $"Precondition failed: UID in precondition: {uid}, UID in object meta: {before.Uid()}");
        }

        if (item.Text("metadata", "resourceVersion") is { Length: > 0 } version && version != before.Text("metadata", "resourceVersion"))
        {
            throw StatusException.Modified(resource, before.Name());
        }

        if (item.Name() != before.Name() || item.Namespace() != before.Namespace())
        {
            throw StatusException.BadRequest($"the name of the object ({item.Key()}) does not match the name on the URL ({before.Key()})");
        }
    }

    // What the server keeps, whatever the writer sent; and of a status write nothing but the status.
    private static JsonObject Restrict(ResourceDefinition resource, JsonObject before, JsonObject item, WriteOptions options)
    {
        if (options.Subresource == "status")
        {
            var managed = item.At("metadata", "managedFields")?.DeepClone();
            var status = item["status"]?.DeepClone();
            item = before.Clone();
            Set(item, "status", status);
            Set(item.Metadata(), "managedFields", managed);
            return item;
        }

        foreach (var name in new[] { "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "generateName" })
        {
            Set(item.Metadata(), name, before.At("metadata", name)?.DeepClone());
        }

        if (resource.HasStatus)
        {
            Set(item, "status", before["status"]?.DeepClone());
        }

        return item;
    }

    private static void Set(JsonObject map, string name, JsonNode? value)
    {
        if (value is null)
        {
            map.Remove(name);
        }
        else
        {
            map[name] = value;
        }
    }

    private JsonObject Finish(ResourceDefinition resource, JsonObject before, JsonObject item, WriteOptions options)
    {
        if (JsonNode.DeepEquals(before, item))
        {
            return View(resource, before);
        }

        if (HasGeneration(resource, item) && !JsonNode.DeepEquals(Desired(before), Desired(item)))
        {
            item.Metadata()["generation"] = (before.Number("metadata", "generation") ?? 0) + 1;
        }

        if (!options.DryRun && item.IsTerminating() && Deletion.IsDone(resource, item))
        {
            store.Remove(resource.StorageKey, item.Key());
            return View(resource, item);
        }

        return Commit(resource, item, before, options);
    }

    private JsonObject Commit(ResourceDefinition resource, JsonObject item, JsonObject? before, WriteOptions options)
    {
        if (resource.StorageKey == "services" && options.Subresource.Length == 0)
        {
            allocator.Allocate(resource, item, before, store, options.DryRun);
        }

        if (options.DryRun)
        {
            item.Metadata().Default("resourceVersion", store.Revision.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            store.Put(resource.StorageKey, item);
        }

        return View(resource, item);
    }

    private static bool HasGeneration(ResourceDefinition resource, JsonObject item) =>
        item["spec"] is not null && resource.StorageKey is not ("services" or "nodes" or "namespaces");

    private static JsonObject Desired(JsonObject item)
    {
        var desired = item.Clone();
        foreach (var name in new[] { "metadata", "status", "apiVersion" })
        {
            desired.Remove(name);
        }

        return desired;
    }
}
