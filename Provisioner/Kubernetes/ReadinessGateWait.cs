using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>
/// Pods whose programs are ready, and which wait for their load balancers: the controller gave them readiness gates, and opens these when it finds their targets healthy.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
internal static class ReadinessGateWait
{
    private const string Prefix = "target-health.elbv2.k8s.aws/";

    // Reasons of a load balancer that has asked a target and is not content with it begin so; those of one that has not asked yet begin with "Elb.".
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
    private const string AskedAndFailed = "Target.";

    /// <summary>Which gate a pod waits at, and what the controller says of it.</summary>
    /// <returns>Null when no pod waits at a gate.</returns>
    public static string? FindReason(IEnumerable<JsonObject> pods) => pods
        .Where(pod => Condition(pod, "ContainersReady")?["status"]?.GetValue<string>() == "True")
        .SelectMany(pod => ClosedGates(pod).Select(gate => $"pod {pod["metadata"]?["name"]} waits for its load balancer: {Describe(pod, gate)}"))
        .FirstOrDefault();

    /// <summary>
    /// True when nothing but gates holds the pods, and one of them stays closed unless somebody changes something: its load balancer has asked the pod and is not content, or has had
    /// the time to ask. Then what is still to be applied may be just what it takes, such as an Ingress with another path for health checks.
    /// </summary>
    /// <param name="pods">The pods of a Deployment.</param>
    /// <param name="since">A pod whose program was ready by then has waited long enough.</param>
    public static bool StandsStill(IEnumerable<JsonObject> pods, DateTimeOffset since)
    {
        var waiting = pods
            .Where(pod => pod["metadata"]?["deletionTimestamp"] is null && Condition(pod, "Ready")?["status"]?.GetValue<string>() != "True")
            .ToList();
        return waiting.TrueForAll(pod => Condition(pod, "ContainersReady")?["status"]?.GetValue<string>() == "True" && ClosedGates(pod).Any())
            && waiting.Exists(pod => ClosedGates(pod).Any(gate => HasFailed(pod, gate)) || ReadyAt(pod) <= since);
    }

    /// <summary>True for a pod that is ready and stays.</summary>
    public static bool IsServing(JsonObject pod) =>
        pod["metadata"]?["deletionTimestamp"] is null && Condition(pod, "Ready")?["status"]?.GetValue<string>() == "True";

    private static IEnumerable<string> ClosedGates(JsonObject pod) => (pod["spec"]?["readinessGates"] as JsonArray ?? [])
        .Select(gate => gate?["conditionType"]?.GetValue<string>() ?? "")
        .Where(type => type.StartsWith(Prefix, StringComparison.Ordinal) && Condition(pod, type)?["status"]?.GetValue<string>() != "True");

    private static bool HasFailed(JsonObject pod, string gate) =>
        Condition(pod, gate)?["reason"]?.GetValue<string>().StartsWith(AskedAndFailed, StringComparison.Ordinal) is true;

    private static DateTimeOffset? ReadyAt(JsonObject pod) => Condition(pod, "ContainersReady")?["lastTransitionTime"]?.GetValue<string>() is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private static string Describe(JsonObject pod, string gate) => Condition(pod, gate) is not { } condition
        ? $"the controller has said nothing of TargetGroupBinding {gate[Prefix.Length..]} yet"
        : string.Join(": ", new[] { condition["reason"], condition["message"] }.Select(part => part?.GetValue<string>()).Where(part => part is { Length: > 0 })) is { Length: > 0 } text
            ? text
            : $"TargetGroupBinding {gate[Prefix.Length..]} is {condition["status"]}";

    private static JsonObject? Condition(JsonObject pod, string type) => (pod["status"]?["conditions"] as JsonArray)?.OfType<JsonObject>()
        .FirstOrDefault(condition => condition["type"]?.GetValue<string>() == type);
}
