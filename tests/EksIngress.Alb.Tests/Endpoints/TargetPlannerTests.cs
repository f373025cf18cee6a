using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class TargetPlannerTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };
    private static readonly string[] Vpc = ["10.0.0.0/16", "2001:db8::/56"];

    [Theory]
    [InlineData("10.0.0.1 10.0.0.2", "10.0.0.2:healthy 10.0.0.3:healthy", 0, "10.0.0.2", "10.0.0.1", "10.0.0.3")]
    [InlineData("10.0.0.2 10.0.0.10 10.0.0.1", "", 0, "", "10.0.0.10 10.0.0.1 10.0.0.2", "")]
    [InlineData("10.0.0.1", "10.0.0.1:draining", 0, "", "10.0.0.1", "")]
    [InlineData("10.0.0.1", "10.0.0.1:unhealthy.draining", 0, "", "10.0.0.1", "")]
    [InlineData("", "10.0.0.1:draining 10.0.0.2:initial", 0, "", "", "10.0.0.2")]
    [InlineData("10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.9:healthy", 3, "", "10.0.0.1 10.0.0.2", "10.0.0.9")]
    [InlineData("10.0.0.1 10.0.0.2", "10.0.0.8:draining 10.0.0.9:draining", 2, "", "", "")]
    [InlineData("10.0.0.1", "10.0.0.7:healthy 10.0.0.8:healthy 10.0.0.9:healthy", 2, "", "", "10.0.0.7 10.0.0.8 10.0.0.9")]
    public void PlanPods_EndpointsAndTargets_AreMatched(string endpoints, string targets, int maximum, string matched, string register, string deregister)
    {
        var change = new TargetPlanner(Configuration with { MaxTargetsPerTargetGroup = maximum }).PlanPods(
            [.. Split(endpoints).Select(ip => Endpoint(ip))],
            [.. Split(targets).Select(target => new TargetFact(target.Split(':')[0], 8080, new TargetHealthFact(target.Split(':')[1])))],
            Vpc);

        Assert.Equal(
            (matched, register, deregister),
            (string.Join(' ', change.Matched.Select(pair => pair.Target.Id)),
                string.Join(' ', change.Register.Select(pair => pair.Target.Id)),
                string.Join(' ', change.Deregister.Select(target => target.Id))));
    }

    [Theory]
    [InlineData("10.0.3.4", true, null)]
    [InlineData("2001:db8::1", true, null)]
    [InlineData("100.64.0.1", true, "all")]
    [InlineData("2001:dead::1", true, "all")]
    [InlineData("10.0.3.4", false, "all")]
    public void PlanPods_AddressOutsideTheVpc_IsOfEveryZone(string ip, bool vpcIsKnown, string? zone) => Assert.Equal(
        zone, Assert.Single(new TargetPlanner(Configuration).PlanPods([Endpoint(ip)], [], vpcIsKnown ? Vpc : null).Register).Target.AvailabilityZone);

    [Theory]
    [InlineData("node-1", "eu-central-1a")]
    [InlineData("node-2", "all")]
    public void PlanPods_AfterAwsRefusedEveryZone_TheNodesZoneCounts(string node, string zone)
    {
        Node[] nodes =
        [
            new Node { Metadata = new ObjectMeta { Name = "node-1", Labels = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = "eu-central-1a" } } },
            new Node { Metadata = new ObjectMeta { Name = "node-2" } },
        ];

        Assert.Equal(zone, Assert.Single(
            new TargetPlanner(Configuration).PlanPods([Endpoint("100.64.0.1", node)], [], Vpc, nodes).Register).Target.AvailabilityZone);
    }

    [Theory]
    [InlineData("node-9", "nodes \"node-9\" not found")]
    [InlineData("", "pod ns-1/pod-1 has no node assigned")]
    public void PlanPods_NodeIsNotThere_Fails(string node, string message) => Assert.Equal(
        message,
        Assert.Throws<AlbModelException>(() => new TargetPlanner(Configuration).PlanPods([Endpoint("100.64.0.1", node)], [], Vpc, [])).Message);

    [Fact]
    public void PlanPods_AddressIsNone_Fails() => Assert.Equal(
        "ParseAddr(\"pod-1\"): unable to parse IP",
        Assert.Throws<AlbModelException>(() => new TargetPlanner(Configuration).PlanPods([Endpoint("pod-1")], [], Vpc)).Message);

    [Fact]
    public void PlanNodePorts_EndpointsAndTargets_AreMatched()
    {
        var change = new TargetPlanner(Configuration).PlanNodePorts(
            [new NodePortEndpoint("i-2", 30080, new Node()), new NodePortEndpoint("i-1", 30080, new Node())],
            [new TargetFact("i-2", 30080, null), new TargetFact("i-2", 30081, null)]);

        Assert.Equal("i-2:30080", Assert.Single(change.Matched).Target.Identifier);
        Assert.Equal(new TargetRegistration("i-1", 30080), Assert.Single(change.Register).Target);
        Assert.Equal("i-2:30081", Assert.Single(change.Deregister).Identifier);
    }

    [Theory]
    [InlineData(null, "Unknown", true)]
    [InlineData("healthy", "True", false)]
    [InlineData("initial", "False", true)]
    [InlineData("unhealthy", "False", true)]
    public void ReadinessGate_Health_SetsTheCondition(string? state, string status, bool probes)
    {
        var pod = Pod("target-health.elbv2.k8s.aws/web");

        var condition = ReadinessGates.Evaluate(pod, "web", state is null ? null : new TargetHealthFact(state, "Elb.Reason", "text"))!;

        Assert.Equal((status, probes, state is null ? "" : "Elb.Reason"), (condition.Status, condition.NeedsFurtherProbe, condition.Reason));
    }

    [Fact]
    public void ReadinessGate_PodWithoutTheGate_HasNoCondition() =>
        Assert.Null(ReadinessGates.Evaluate(Pod("target-health.elbv2.k8s.aws/other"), "web", TargetHealthFact.Registering));

    [Theory]
    [InlineData(null, false)]
    [InlineData("True", false)]
    [InlineData("False", true)]
    [InlineData("Unknown", true)]
    public void ReadinessGate_ConditionNotTrueYet_IsPending(string? status, bool pending) => Assert.Equal(pending, ReadinessGates.IsPending(
        new Pod
        {
            Status = new Condition.List
            {
                Conditions = status is null ? [] : [new Condition { Type = "target-health.elbv2.k8s.aws/web", Status = status }],
            },
        },
        "web"));

    private static Pod Pod(string gate) => new()
    {
        Spec = new Pod.Specification { ReadinessGates = [new Pod.ReadinessGate { ConditionType = gate }] },
    };

    private static PodEndpoint Endpoint(string ip, string node = "node-1") => new(ip, 8080, EndpointResolverTests.Pod("pod-1", "True", node));

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
