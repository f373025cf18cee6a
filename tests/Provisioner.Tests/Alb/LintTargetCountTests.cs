using System.Text.Json;
using EksIngress.Alb.Lint;
using EksIngress.Alb.Plans;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>Limits and rollouts that depend on what stands behind a Service: which findings there are, and which there are not.</summary>
public sealed class LintTargetCountTests
{
    private const string Limit = "ALB905";
    private const string NoPreStop = "ALB820";
    private const string LongDelay = "ALB821";
    private const string Verifying = "ALB904";

    private static readonly object PreStop = new { preStop = new { sleep = new { seconds = 15 } } };

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void Replicas_OverTheQuota_AreFound(int replicas, bool found) => AssertFound(found, Limit, Service("web"), Deployment(replicas), Ingress("web"));

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void EndpointSlices_CountInPlaceOfReplicas(int addresses, bool found) =>
        AssertFound(found, Limit, Service("web"), Deployment(5000), Slice("web", addresses, ready: true), Ingress("web"));

    [Fact]
    public void EndpointSlices_NotReady_AreNoTargets() =>
        AssertFound(false, Limit, Service("web"), Slice("web", 1000, ready: true), Slice("web", 500, ready: false), Ingress("web"));

    [Fact]
    public void EndpointSlices_OfTwoServices_AddUp() => AssertFound(
        true, Limit, Service("web"), Service("api"), Slice("web", 600, ready: true), Slice("api", 600, ready: true, first: 600), Ingress("web"), Ingress("api"));

    [Fact]
    public void EndpointSlices_OfTwoServicesWithTheSamePods_AddNothing() => AssertFound(
        false, Limit, Service("web"), Service("api"), Slice("web", 600, ready: true), Slice("api", 600, ready: true), Ingress("web"), Ingress("api"));

    [Fact]
    public void Pods_CountInPlaceOfWhatMadeThem() => AssertFound(false, Limit, Service("web"), Deployment(5000), Pod(), Ingress("web"));

    [Fact]
    public void Replicas_BehindInstanceTargets_AreNoTargets() => AssertFound(false, Limit, Service("web"), Deployment(5000), Ingress("web", "instance"));

    [Theory]
    [InlineData("ip", false, true)]
    [InlineData("ip", true, false)]
    [InlineData("instance", false, false)]
    public void PreStop_IsWantedOfIpTargets(string targetType, bool hasHook, bool found) =>
        AssertFound(found, NoPreStop, Service("web"), Deployment(1, hasHook: hasHook), Ingress("web", targetType));

    [Theory]
    [InlineData("30", null, false)]
    [InlineData("31", null, true)]
    [InlineData("120", 120, false)]
    [InlineData("121", 120, true)]
    [InlineData("soon", 1, false)]
    [InlineData(null, 5, false)]
    public void DeregistrationDelay_IsComparedWithTheGracePeriod(string? delay, int? grace, bool found) => AssertFound(
        found, LongDelay, Service("web"), Deployment(1, grace), Ingress("web", delay is null ? [] : [("target-group-attributes", $"deregistration_delay.timeout_seconds={delay}")]));

    [Theory]
    [InlineData("verify", "verify", "passthrough", false)]
    [InlineData("verify", "off", "passthrough", false)]
    [InlineData("verify", "verify", "verify", true)]
    public void VerifyingListeners_OverTwo_AreFound(string first, string second, string third, bool found) =>
        AssertFound(found, Verifying, Ingress("web", MutualTls((443, first), (444, second), (445, third))));

    [Fact]
    public void VerifyingListeners_OfAGroup_AreCountedTogetherAndOnce()
    {
        AssertFound(false, Verifying, Ingress("a", MutualTls((443, "verify"), (444, "verify"))), Ingress("b", MutualTls((443, "verify"), (444, "verify"))));
        AssertFound(true, Verifying, Ingress("a", MutualTls((443, "verify"), (444, "verify"))), Ingress("b", MutualTls((445, "verify"))));
    }

    // Found by fuzzing: .NET cannot read such a string.
    [Fact]
    public void HalfASurrogatePair_InAnAnnotation_IsReadAsTheControllerReadsIt() =>
        AssertFound(true, "ALB209", Ingress("web", MutualTls((443, @"off\ud800"))));

    private static void AssertFound(bool found, string code, params object[] objects)
    {
        var report = AlbLinter.Lint(ManifestObject.Parse(JsonSerializer.Serialize(objects)));

        Assert.Equal(found ? 1 : 0, report.Findings.Count(finding => finding.Code == code));
    }

    private static (string, string)[] MutualTls(params (int Port, string Mode)[] listeners) =>
    [
        ("certificate-arn", "arn:aws:acm:eu-west-1:111122223333:certificate/11111111-1111-1111-1111-111111111111"),
        ("listen-ports", $"[{string.Join(',', listeners.Select(listener => $$"""{"HTTPS":{{listener.Port}}}"""))}]"),
        ("mutual-authentication", $"[{string.Join(',', listeners.Select(listener =>
            $$"""{"port":{{listener.Port}},"mode":"{{listener.Mode}}"{{(listener.Mode == "verify" ? ",\"trustStore\":\"partners\"" : "")}}}"""))}]"),
    ];

    private static object Service(string name) => new
    {
        apiVersion = "v1",
        kind = "Service",
        metadata = new { name },
        spec = new { type = "NodePort", selector = new { app = "web" }, ports = new[] { new { port = 80, targetPort = 8080, nodePort = 30080 } } },
    };

    private static object Deployment(int replicas, int? grace = null, bool hasHook = true) => new
    {
        apiVersion = "apps/v1",
        kind = "Deployment",
        metadata = new { name = "web" },
        spec = new
        {
            replicas,
            template = new
            {
                metadata = new { labels = new { app = "web" } },
                spec = new { terminationGracePeriodSeconds = grace, containers = new[] { new { name = "web", lifecycle = hasHook ? PreStop : null } } },
            },
        },
    };

    private static object Pod() => new
    {
        apiVersion = "v1",
        kind = "Pod",
        metadata = new { name = "web-1", labels = new { app = "web" } },
        spec = new { containers = new[] { new { name = "web", lifecycle = PreStop } } },
    };

    private static object Slice(string service, int addresses, bool ready, int first = 0) => new
    {
        apiVersion = "discovery.k8s.io/v1",
        kind = "EndpointSlice",
        metadata = new { name = $"{service}-{ready}", labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = service } },
        addressType = "IPv4",
        endpoints = Enumerable.Range(first, addresses).Select(number => new { addresses = new[] { $"10.{(ready ? 0 : 1)}.{number / 250}.{(number % 250) + 1}" }, conditions = new { ready } }),
    };

    private static object Ingress(string name, params (string Suffix, string Value)[] annotations) => Ingress(name, "ip", annotations);

    private static object Ingress(string name, string targetType, params (string Suffix, string Value)[] annotations) => new
    {
        apiVersion = "networking.k8s.io/v1",
        kind = "Ingress",
        metadata = new
        {
            name,
            annotations = new[] { ("group.name", "shop"), ("scheme", "internal"), ("target-type", targetType) }.Concat(annotations)
                .ToDictionary(pair => $"alb.ingress.kubernetes.io/{pair.Item1}", pair => pair.Item2),
        },
        spec = new
        {
            ingressClassName = "alb",
            defaultBackend = new { service = new { name, port = new { number = 80 } } },
        },
    };
}
