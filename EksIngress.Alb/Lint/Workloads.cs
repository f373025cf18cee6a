using System.Text.Json.Nodes;

namespace EksIngress.Alb.Lint;

/// <summary>Objects that make pods, as far as Services see them.</summary>
internal static class Workloads
{
    private static readonly string[] Kinds = ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"];

    public static IEnumerable<LintObject> In(LintWorld world, string ns) => world.OfKind(Kinds).Where(item => item.Namespace == ns);

    /// <summary>Workloads whose pods a Service sends to.</summary>
    public static IEnumerable<LintObject> SelectedBy(LintService service, LintWorld world)
    {
        if (service.Object.At("spec", "selector") is not JsonObject { Count: > 0 } selector)
        {
            return [];
        }

        return In(world, service.Object.Namespace).Where(item =>
        {
            var labels = item.Kind == "Pod" ? item.At("metadata", "labels") : item.At("spec", "template", "metadata", "labels");
            return selector.All(pair => (labels as JsonObject)?[pair.Key]?.ToString() == pair.Value?.ToString());
        });
    }

    /// <summary>JSON pointer to the specification of its pods.</summary>
    public static string PodSpec(LintObject item) => item.Kind == "Pod" ? "/spec" : "/spec/template/spec";

    /// <summary>Null when it does not say how long its pods have to end.</summary>
    public static int? GracePeriodSeconds(LintObject item) => item.Kind == "Pod"
        ? item.Number("spec", "terminationGracePeriodSeconds")
        : item.Number("spec", "template", "spec", "terminationGracePeriodSeconds");

    public static IEnumerable<JsonObject> Containers(LintObject item) =>
        item.Kind == "Pod" ? item.Items("spec", "containers") : item.Items("spec", "template", "spec", "containers");

    public static IEnumerable<string> PortNames(LintObject item) => Containers(item)
        .SelectMany(container => (container["ports"] as JsonArray ?? []).OfType<JsonObject>())
        .Select(port => port["name"]?.ToString() ?? "")
        .Where(name => name.Length > 0);
}
