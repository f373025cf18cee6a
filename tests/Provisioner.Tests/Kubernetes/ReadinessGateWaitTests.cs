using System.Text.Json.Nodes;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.Tests.Kubernetes;

public sealed class ReadinessGateWaitTests
{
    private const string Gate = "target-health.elbv2.k8s.aws/web";
    private const string Serving = """{"type":"ContainersReady","status":"True","lastTransitionTime":"2026-11-24T10:00:00Z"},{"type":"Ready","status":"False"}""";

    private static readonly DateTimeOffset Before = DateTimeOffset.Parse("2026-11-24T09:59:59Z", null);
    private static readonly DateTimeOffset After = DateTimeOffset.Parse("2026-11-24T10:00:01Z", null);

    // The words are the controller's: condition reasons and messages as AWS gives them.
    private static readonly string Waiting = Pod("waiting", Gate, Serving);
    private static readonly string Asked = Pod("asked", Gate, Serving, Condition("False", "Elb.InitialHealthChecking", "Initial health checks in progress"));
    private static readonly string Failed = Pod("failed", Gate, Serving, Condition("False", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]"));
    private static readonly string Unknown = Pod("unknown", Gate, Serving, Condition("Unknown", null, null));
    private static readonly string Healthy = Pod("healthy", Gate, """{"type":"ContainersReady","status":"True"},{"type":"Ready","status":"True"}""", Condition("True", null, null));
    private static readonly string Starting = Pod("starting", Gate, """{"type":"ContainersReady","status":"False","lastTransitionTime":"2026-11-24T10:00:00Z"},{"type":"Ready","status":"False"}""");
    private static readonly string Other = Pod("other", "example.org/other", Serving);
    private static readonly string Ungated = Pod("ungated", null, Serving);
    private static readonly string Going = Starting.Replace("\"name\"", "\"deletionTimestamp\":\"2026-11-24T10:00:00Z\",\"name\"", StringComparison.Ordinal);

    public static TheoryData<string, string[], bool, bool> Pods => new()
    {
        { "none", [], false, false },
        { "serves", [Healthy], false, false },
        { "waits for the controller", [Waiting], false, true },
        { "waits for the first answers", [Asked], false, true },
        { "AWS does not tell", [Unknown], false, true },
        { "asked and failed", [Failed], true, true },
        { "failed, and others serve", [Healthy, Failed], true, true },
        { "failed, and another comes up", [Failed, Starting], false, false },
        { "failed, and another goes", [Failed, Going], true, true },
        { "a gate of somebody else", [Other], false, false },
        { "failed, and one waits at somebody else's gate", [Failed, Other], false, false },
        { "not ready for another reason", [Failed, Ungated], false, false },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public void StandsStill_Pods_WhenNothingButALoadBalancerHoldsThemForGood(string what, string[] pods, bool atOnce, bool later)
    {
        var read = pods.Select(Read).ToList();

        Assert.True(atOnce == ReadinessGateWait.StandsStill(read, Before), what);
        Assert.True(later == ReadinessGateWait.StandsStill(read, After), what);
    }

    public static TheoryData<string, string?> Reasons => new()
    {
        { Waiting, "pod waiting waits for its load balancer: the controller has said nothing of TargetGroupBinding web yet" },
        { Asked, "pod asked waits for its load balancer: Elb.InitialHealthChecking: Initial health checks in progress" },
        { Failed, "pod failed waits for its load balancer: Target.ResponseCodeMismatch: Health checks failed with these codes: [404]" },
        { Unknown, "pod unknown waits for its load balancer: TargetGroupBinding web is Unknown" },
        { Healthy, null },
        { Starting, null },
        { Other, null },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void FindPodReason_PodAtAGate_SaysWhatTheControllerSays(string pod, string? expected) =>
        Assert.Equal(expected, DeploymentHealth.FindPodReason([Read(pod)]));

    private static JsonObject Read(string pod) => JsonNode.Parse(pod)!.AsObject();

    private static string Pod(string name, string? gate, params string[] conditions)
    {
        var spec = new JsonObject();
        if (gate is not null)
        {
            spec["readinessGates"] = new JsonArray(new JsonObject { ["conditionType"] = gate });
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
            ["status"] = new JsonObject { ["conditions"] = JsonNode.Parse($"[{string.Join(',', conditions)}]") },
        }.ToJsonString();
    }

    private static string Condition(string status, string? reason, string? message) =>
        new JsonObject { ["type"] = Gate, ["status"] = status, ["reason"] = reason, ["message"] = message }.ToJsonString();
}
