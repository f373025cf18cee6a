using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

/// <summary>How pods end: how long they go on serving, and how long they have in all.</summary>
public sealed class PodTerminationTests
{
    private const string Attributes = "alb.ingress.kubernetes.io/target-group-attributes";

    [Theory]
    // Without a word: long enough for a load balancer, and then for what a .NET host gives its requests.
    [InlineData(null, null, true, null, 20, 50)]
    // Nobody calls a program without a Service; 30 is what Kubernetes gives.
    [InlineData(null, null, false, null, null, null)]
    [InlineData(10, null, false, null, 10, 40)]
    [InlineData(0, null, true, null, null, null)]
    [InlineData(60, null, true, null, 60, 90)]
    [InlineData(null, 300, true, null, 20, 300)]
    [InlineData(5, 6, true, null, 5, 6)]
    [InlineData(0, 45, true, null, null, 45)]
    [InlineData(0, 30, true, null, null, null)]
    // The delay that an Ingress says is time for requests.
    [InlineData(null, null, true, "deregistration_delay.timeout_seconds=120", 20, 140)]
    [InlineData(null, null, true, "stickiness.enabled=true, deregistration_delay.timeout_seconds = 3600", 20, 3620)]
    [InlineData(null, null, true, "deregistration_delay.timeout_seconds=5", 20, 50)]
    [InlineData(0, null, true, "deregistration_delay.timeout_seconds=31", null, 31)]
    [InlineData(0, null, true, "deregistration_delay.timeout_seconds=0", null, null)]
    [InlineData(null, 200, true, "deregistration_delay.timeout_seconds=120", 20, 200)]
    [InlineData(null, null, true, "deregistration_delay.timeout_seconds=soon", 20, 50)]
    [InlineData(null, null, true, "slow_start.duration_seconds=120", 20, 50)]
    public void Deployment_OfAWorkload_SaysSleepAndGracePeriod(int? sleep, int? grace, bool hasService, string? attributes, int? writtenSleep, int? writtenGrace)
    {
        var workload = Specs.ServiceB with { PreStopSleepSeconds = sleep, TerminationGracePeriodSeconds = grace, HasService = hasService, Readiness = null };
        var ingress = Specs.Web with { Annotations = attributes is null ? Specs.Web.Annotations : new Dictionary<string, string> { [Attributes] = attributes } };

        AssertWritten(Specs.Dev with { Workloads = [Specs.ServiceA, workload], Ingresses = hasService ? [ingress] : [] }, workload, writtenSleep, writtenGrace);
    }

    [Fact]
    public void Deployment_BehindSeveralIngresses_HasTheLongestDelayOfThoseThatLeadToIt()
    {
        var workload = Specs.ServiceB with { Namespace = "shop" };
        var spec = Specs.Dev with
        {
            Workloads = [Specs.ServiceA with { Namespace = "shop" }, workload],
            Ingresses = [Ingress("one", "service-b", 60), Ingress("two", "service-b", 90), Ingress("elsewhere", "service-a", 120), Ingress("other", "service-b", 200) with { Namespace = "default" }],
        };

        AssertWritten(spec, workload, 20, 110);
    }

    [Theory]
    [InlineData("deregistration_delay.timeout_seconds=${parameters.delay}", null, true)]
    [InlineData("stickiness.enabled=true, deregistration_delay.timeout_seconds = 1${parameters.delay}", null, true)]
    [InlineData("${parameters.delay}", null, true)]
    [InlineData("deregistration_delay.timeout_seconds=${parameters.delay}", 300, false)]
    [InlineData("deregistration_delay.timeout_seconds=60,stickiness.enabled=${parameters.delay}", null, false)]
    [InlineData("deregistration_delay.timeout_seconds=60", null, false)]
    public void DelaysOfParameters_Attributes_OnlyWhereTheGracePeriodCannotFollow(string attributes, int? grace, bool expected)
    {
        var workload = Specs.ServiceB with { Namespace = "shop", TerminationGracePeriodSeconds = grace };
        var ingress = Ingress("one", "service-b", 0) with { Annotations = new Dictionary<string, string> { [Attributes] = attributes } };

        Assert.Equal(expected ? ["one"] : [], PodTermination.DelaysOfParameters(workload, Specs.Dev with { Workloads = [workload], Ingresses = [ingress, Ingress("two", "other", 10)] }));
    }

    private static IngressSpec Ingress(string name, string workload, int delay) => new()
    {
        Name = name,
        Namespace = "shop",
        Rules = [new() { Path = "/", Workload = workload }],
        Annotations = new Dictionary<string, string> { [Attributes] = $"deregistration_delay.timeout_seconds={delay}" },
    };

    private static void AssertWritten(EnvironmentSpec spec, WorkloadSpec workload, int? sleep, int? grace)
    {
        var pod = WorkloadObjects.Deployment(workload, spec)["spec"]!["template"]!["spec"]!;

        Assert.Equal(sleep, (int?)pod["containers"]![0]!["lifecycle"]?["preStop"]!["sleep"]!["seconds"]);
        Assert.Equal(grace, (int?)pod["terminationGracePeriodSeconds"]);
    }
}
