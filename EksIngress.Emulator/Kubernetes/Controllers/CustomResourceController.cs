using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Serves what CustomResourceDefinitions define, and removes it with them.</summary>
internal sealed class CustomResourceController(ObjectRegistry registry, ILogger<CustomResourceController> logger)
    : Controller(registry, null, logger)
{
    private const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";
    private const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    protected override IEnumerable<NamespacedName> Map(StoreEvent change)
    {
        if (change.Resource == Definitions)
        {
            yield return change.Value.Key();
        }
        else if (change.Type == StoreEventType.Deleted && Store.Find(Definitions, new("", change.Resource)) is { } definition && definition.IsTerminating())
        {
            yield return definition.Key();
        }
    }

    protected override void Reconcile(NamespacedName key)
    {
        if (Store.Find(Definitions, key) is not { } definition)
        {
            Registry.Catalog.RemoveCustom(key.Name);
            return;
        }

        if (definition.IsTerminating())
        {
            Remove(definition);
            return;
        }

        if (!definition.Texts("metadata", "finalizers").Contains(Finalizer))
        {
            Registry.Change(Definitions, key, item => item.Metadata().List("finalizers").Add((JsonNode)Finalizer), WriteOptions.ControllerManager);
        }

        Registry.Catalog.SetCustom(key.Name, [.. Resources(definition)]);
        Registry.Change(Definitions, key, item =>
        {
            var status = item.Section("status");
            status["acceptedNames"] = item.At("spec", "names")!.DeepClone();
            status["storedVersions"] = new JsonArray([.. item.Items("spec", "versions")
                .Where(version => version.Flag("storage") == true)
                .Select(version => (JsonNode)version.Text("name")!)]);
            item.SetCondition(Time, "NamesAccepted", "True", "NoConflicts", "no conflicts found");
            item.SetCondition(Time, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted");
        }, WriteOptions.ControllerManagerStatus);
    }

    private void Remove(JsonObject definition)
    {
        var resource = definition.Name();
        foreach (var item in Registry.List(resource).Where(item => !item.IsTerminating()))
        {
            Registry.DeleteIfPresent(resource, item.Key(), DeleteRequest.Background);
        }

        if (Registry.List(resource).Count > 0)
        {
            return;
        }

        Registry.Catalog.RemoveCustom(resource);
        Registry.Change(Definitions, definition.Key(), item =>
        {
            var finalizers = item.Metadata().List("finalizers");
            if (finalizers.FirstOrDefault(value => value.Text() == Finalizer) is { } found)
            {
                finalizers.Remove(found);
            }
        }, WriteOptions.ControllerManager);
    }

    // The stored version comes first: it is the one that objects are kept in.
    private static IEnumerable<ResourceDefinition> Resources(JsonObject definition)
    {
        var names = definition.Map("spec", "names");
        var stored = definition.Items("spec", "versions").First(version => version.Flag("storage") == true);
        foreach (var version in definition.Items("spec", "versions").Where(version => version.Flag("served") == true || version == stored))
        {
            var kind = names.Text("kind") ?? "";
            var group = definition.Text("spec", "group") ?? "";
            var resource = new ResourceDefinition
            {
                Group = group,
                Version = version.Text("name") ?? "",
                Plural = names.Text("plural") ?? "",
                Kind = kind,
                Singular = names.Text("singular") ?? kind.ToLowerInvariant(),
                ShortNames = [.. names.Texts("shortNames")],
                Categories = [.. names.Texts("categories")],
                Namespaced = definition.Text("spec", "scope") == "Namespaced",
                HasStatus = version.Map("subresources") is { } subresources && subresources.ContainsKey("status"),
                Schema = CustomResourceSchemas.OfObject(version.Map("schema", "openAPIV3Schema") ?? [], $"{group}.{version.Text("name")}.{kind}"),
                Columns = TableColumns.OfCustom(version.Items("additionalPrinterColumns")),
                IsCustom = true,
            };
            yield return version == stored ? resource : resource with { ToStorage = item => Versioned(item, $"{group}/{stored.Text("name")}"), FromStorage = item => Versioned(item, resource.ApiVersion) };
        }
    }

    private static JsonObject Versioned(JsonObject item, string apiVersion)
    {
        var versioned = item.Clone();
        versioned["apiVersion"] = apiVersion;
        return versioned;
    }
}
