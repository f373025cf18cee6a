using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Short forms for controllers.</summary>
internal static class ObjectRegistryExtensions
{
    public static JsonObject Create(this ObjectRegistry registry, string storageKey, JsonObject item, WriteOptions options) =>
        registry.Create(registry.Catalog.Get(storageKey), item, options);

    /// <summary>Changes an object in place; nothing happens when it is gone.</summary>
    /// <returns>The object afterwards; null when it is gone.</returns>
    public static JsonObject? Change(this ObjectRegistry registry, string storageKey, NamespacedName key, Action<JsonObject> change, WriteOptions options)
    {
        try
        {
            return registry.Update(registry.Catalog.Get(storageKey), key, item =>
            {
                change(item);
                return item;
            }, options);
        }
        catch (StatusException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Deletes; nothing happens when the object is gone or is another one by now.</summary>
    public static void DeleteIfPresent(this ObjectRegistry registry, string storageKey, NamespacedName key, DeleteRequest request)
    {
        try
        {
            registry.Delete(registry.Catalog.Get(storageKey), key, request);
        }
        catch (StatusException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone, or replaced by one that nobody asked to delete.
        }
    }

    /// <summary>Creates what must exist; leaves it alone when it does.</summary>
    public static void CreateIfMissing(this ObjectRegistry registry, string storageKey, JsonObject item, WriteOptions options)
    {
        try
        {
            registry.Create(storageKey, item, options);
        }
        catch (StatusException exception) when (exception.Reason == "AlreadyExists")
        {
            // As wanted.
        }
    }

    /// <summary>Sets a condition; its transition time changes with its status only.</summary>
    public static void SetCondition(this JsonObject item, TimeProvider time, string type, string status, string? reason = null, string? message = null)
    {
        var conditions = item.Section("status").List("conditions");
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (condition is null)
        {
            condition = new() { ["type"] = type };
            conditions.Add(condition);
        }

        if (condition.Text("status") != status)
        {
            condition["status"] = status;
            condition["lastTransitionTime"] = time.Now();
        }

        foreach (var (name, value) in new[] { ("reason", reason), ("message", message) })
        {
            if (value is null)
            {
                condition.Remove(name);
            }
            else
            {
                condition[name] = value;
            }
        }
    }
}
