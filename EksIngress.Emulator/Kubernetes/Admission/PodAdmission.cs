using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Priority, tolerations and first status of a new pod.</summary>
internal sealed class PodAdmission : IAdmission
{
    private const int TolerationSeconds = 300;

    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "pods" || before is not null)
        {
            return;
        }

        var spec = item.Section("spec");
        Priority(resource, item, spec, store);
        foreach (var key in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
        {
            if (!spec.Items("tolerations").Any(toleration => toleration.Text("key") == key))
            {
                spec.List("tolerations").Add(new JsonObject
                {
                    ["key"] = key,
                    ["operator"] = "Exists",
                    ["effect"] = "NoExecute",
                    ["tolerationSeconds"] = TolerationSeconds,
                });
            }
        }

        spec.Default("enableServiceLinks", true);
        item["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QosClass(spec) };
    }

    private static void Priority(ResourceDefinition resource, JsonObject item, JsonObject spec, ObjectStore store)
    {
        var name = spec.Text("priorityClassName");
        var classes = store.List("priorityclasses.scheduling.k8s.io").Items;
        var found = name is null
            ? classes.FirstOrDefault(candidate => candidate.Flag("globalDefault") == true)
            : classes.FirstOrDefault(candidate => candidate.Name() == name)
                ?? throw StatusException.Forbidden(resource, item.Name(), $"no PriorityClass with name {name} was found");
        if (found is not null)
        {
            spec["priorityClassName"] = found.Name();
        }

        spec["priority"] = found?.Number("value") ?? 0;
        spec.Default("preemptionPolicy", found?.Text("preemptionPolicy") ?? "PreemptLowerPriority");
    }

    private static string QosClass(JsonObject spec)
    {
        var resources = spec.Items("containers").Select(container => container.Map("resources") ?? []).ToList();
        if (resources.All(resource => !resource.Map("requests").Pairs().Any() && !resource.Map("limits").Pairs().Any()))
        {
            return "BestEffort";
        }

        var guaranteed = resources.All(resource => new[] { "cpu", "memory" }.All(name =>
            resource.Text("limits", name) is { } limit && (resource.Text("requests", name) ?? limit) == limit));
        return guaranteed ? "Guaranteed" : "Burstable";
    }
}
