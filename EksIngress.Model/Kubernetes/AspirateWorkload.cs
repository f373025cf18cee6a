using System.Text.Json.Nodes;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>What Aspirate generated for a workload.</summary>
/// <param name="Workload">The workload, as the specification has it.</param>
/// <param name="Selector">The labels by which the Deployment finds its pods.</param>
/// <param name="ServicePorts">The ports of its Service; empty for a workload that has none.</param>
/// <param name="ConfigMap">Its ConfigMap; null for a workload without variables.</param>
internal sealed record AspirateWorkload(WorkloadSpec Workload, JsonObject Selector, IReadOnlyList<JsonObject> ServicePorts, JsonObject? ConfigMap)
{
    /// <summary>Changes with the configuration, so that pods roll when it does.</summary>
    public string ConfigurationHash => WorkloadObjects.Hash(
        [.. (ConfigMap?["data"] as JsonObject ?? []).Select(member => (member.Key, member.Value?.ToString() ?? "")), .. WorkloadObjects.SecretLiterals(Workload)]);

    /// <summary>Finds a workload's objects; what is missing is added to the faults, and null returned.</summary>
    public static AspirateWorkload? Find(WorkloadSpec workload, EnvironmentSpec spec, ILookup<string, JsonObject> generated, List<string> faults)
    {
        var before = faults.Count;
        var deployment = Named(generated["Deployment"], workload);
        var service = Named(generated["Service"], workload);
        var configMap = generated["ConfigMap"].FirstOrDefault(item => Is(item, WorkloadObjects.ConfigMapName(workload), workload));
        var ports = (service?["spec"]?["ports"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (deployment is null)
        {
            faults.Add($"it has no Deployment {workload.Namespace}/{workload.Name}: generate all components, with '--namespace {workload.Namespace}'.");
        }
        else if (deployment["spec"]?["template"]?["spec"]?["containers"] is not JsonArray containers || !containers.Any(container => container?["name"]?.ToString() == workload.Name))
        {
            faults.Add($"its Deployment {workload.Name} has no container '{workload.Name}'.");
        }

        if (service is not null && workload.HasService && !ports.Any(port => port["port"]?.ToJsonString() == Number(workload) && (port["targetPort"] ?? port["port"])!.ToJsonString() == Number(workload)))
        {
            faults.Add($"its Service {workload.Name} does not lead port {workload.ContainerPort} to port {workload.ContainerPort} of the pods: give the endpoint that port, or none.");
        }

        if (service is null && IsRouted(workload, spec))
        {
            faults.Add($"it has no Service {workload.Namespace}/{workload.Name}, and an Ingress leads there: give the project an endpoint.");
        }

        foreach (var (name, _) in WorkloadObjects.SecretLiterals(workload))
        {
            if (configMap?["data"]?[name]?.ToString() is { } value && !value.Contains(AspirateOverlay.SecretPlaceholder, StringComparison.Ordinal))
            {
                faults.Add($"it has the secret variable {name} of {workload.Name} in clear in a ConfigMap: generate with '--disable-secrets --parameter NAME={AspirateOverlay.SecretPlaceholder}' for each secret parameter; the overlay brings the Secret.");
            }
        }

        return faults.Count > before ? null : new(workload, deployment!["spec"]!["selector"]!["matchLabels"]!.AsObject(), ports, configMap);
    }

    private static string Number(WorkloadSpec workload) => workload.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsRouted(WorkloadSpec workload, EnvironmentSpec spec) =>
        spec.Ingresses.Any(ingress => ingress.Namespace == workload.Namespace && ingress.Backends.Any(backend => backend.Workloads.Contains(workload.Name)));

    private static JsonObject? Named(IEnumerable<JsonObject> items, WorkloadSpec workload) => items.FirstOrDefault(item => Is(item, workload.Name, workload));

    private static bool Is(JsonObject item, string name, WorkloadSpec workload) =>
        ObjectId.Of(item) is var id && id.Name == name && (id.Namespace ?? "default") == workload.Namespace;
}
