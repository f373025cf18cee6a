using System.Text.Json.Nodes;

namespace EksIngress.Alb.Lint;

/// <summary>How many pods a Service sends to: those that its EndpointSlices have, or else those that its workloads make.</summary>
internal static class ServiceEndpoints
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    /// <returns>Addresses, pods or workloads, each with the number of pods that it stands for. One may come twice.</returns>
    public static IEnumerable<KeyValuePair<string, int>> Count(LintService service, LintWorld world)
    {
        var slices = world.OfKind("EndpointSlice")
            .Where(item => item.Namespace == service.Object.Namespace && item.Labels.GetValueOrDefault(ServiceLabel) == service.Object.Name)
            .ToList();
        return slices.Count > 0 ? slices.SelectMany(Addresses) : Selected([.. Workloads.SelectedBy(service, world)]);
    }

    private static IEnumerable<KeyValuePair<string, int>> Addresses(LintObject slice) => slice.Items("endpoints")
        .Where(endpoint => (endpoint["conditions"] as JsonObject)?["ready"]?.ToString() != "false")
        .SelectMany(endpoint => endpoint["addresses"] as JsonArray ?? [])
        .Select(address => KeyValuePair.Create(address?.ToString() ?? "", 1));

    // Where pods are given, what made them is not counted again. How many a DaemonSet makes depends on the nodes.
    private static IEnumerable<KeyValuePair<string, int>> Selected(IReadOnlyList<LintObject> workloads)
    {
        var pods = workloads.Where(item => item.Kind == "Pod").Select(pod => KeyValuePair.Create(pod.Text("status", "podIP") ?? pod.ToString(), 1)).ToList();
        return pods.Count > 0
            ? pods
            : workloads.Where(item => item.Kind is "Deployment" or "StatefulSet")
                .Select(item => KeyValuePair.Create(item.ToString(), Math.Max(item.Number("spec", "replicas") ?? 1, 0)));
    }
}
