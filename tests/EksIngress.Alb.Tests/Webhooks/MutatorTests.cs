using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Webhooks;

public sealed class MutatorTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    [Theory]
    [InlineData("LoadBalancer", null, "service.k8s.aws/nlb")]
    [InlineData("LoadBalancer", "", "service.k8s.aws/nlb")]
    [InlineData("LoadBalancer", "other", "other")]
    [InlineData("NodePort", null, null)]
    public void Service_Created_GetsTheClass(string type, string? given, string? expected) =>
        Assert.Equal(expected, new ServiceMutator(Configuration).MutateCreate(Service(type, given)).Spec.LoadBalancerClass);

    [Theory]
    [InlineData("LoadBalancer", null, "other", "other")]
    [InlineData("LoadBalancer", "", "other", "other")]
    [InlineData("LoadBalancer", "new", "other", "new")]
    [InlineData("LoadBalancer", null, null, null)]
    [InlineData("ClusterIP", null, "other", null)]
    public void Service_Changed_KeepsTheClass(string type, string? given, string? before, string? expected) =>
        Assert.Equal(expected, ServiceMutator.MutateUpdate(Service(type, given), Service("LoadBalancer", before)).Spec.LoadBalancerClass);

    [Theory]
    [InlineData("app=web", true, "target-health.elbv2.k8s.aws/a target-health.elbv2.k8s.aws/b")]
    [InlineData("app=data", true, "target-health.alb.ingress.k8s.aws/old")]
    [InlineData("app=web", false, "target-health.alb.ingress.k8s.aws/old")]
    public void Pod_Created_GetsAGateForEveryBindingThatSelectsIt(string label, bool inject, string gates)
    {
        var bindings = new[] { Binding("ns-1", "b", "ip", "web"), Binding("ns-1", "a", "ip", "web"), Binding("ns-1", "i", "instance", "web"),
            Binding("ns-2", "n", "ip", "web"), Binding("ns-1", "g", "ip", "gone"), Binding("ns-1", "s", "ip", "headless") };
        var services = new[] { Service("ClusterIP", null, "web", "web"), Service("ClusterIP", null, "headless", null) };
        var pod = KubernetesJson.Read<Pod>(
            $$"""{"metadata":{"labels":{"{{label.Split('=')[0]}}":"{{label.Split('=')[1]}}"} },"spec":{"readinessGates":[{"conditionType":"target-health.alb.ingress.k8s.aws/old"}]} }""");

        var mutated = new PodReadinessGateMutator(Configuration with { EnablePodReadinessGateInject = inject }, bindings, services).MutateCreate(pod, "ns-1");

        Assert.Equal(gates, string.Join(' ', mutated.Spec.ReadinessGates.Select(gate => gate.ConditionType)));
    }

    [Fact]
    public void Pod_CreatedTwice_HasTheGateOnce()
    {
        var mutator = new PodReadinessGateMutator(Configuration, [Binding("ns-1", "a", "ip", "web")], [Service("ClusterIP", null, "web", "web")]);
        var pod = KubernetesJson.Read<Pod>("""{"metadata":{"labels":{"app":"web"}}}""");

        Assert.Single(mutator.MutateCreate(mutator.MutateCreate(pod, "ns-1"), "ns-1").Spec.ReadinessGates);
    }

    // Bindings: name:type:service; Services: name:labels; what the pod has before and after.
    [Theory]
    [InlineData("a:ip:web", "web:app=web", "", "a")]
    [InlineData("a:ip:web", "web:app=web,tier=front", "", "")]
    [InlineData("a:ip:web", "web:app=Web", "", "")]
    [InlineData("a:ip:web b:ip:web", "web:app=web", "", "a b")]
    [InlineData("a:ip:web b:ip:api", "web:app=web api:stage=prod", "", "a b")]
    [InlineData("a:ip:web b:ip:gone", "web:app=web", "", "a")]
    [InlineData("a:instance:web", "web:app=web", "", "")]
    [InlineData("a::web", "web:app=web", "", "")]
    [InlineData("a:ip:web", "web:", "", "")]
    [InlineData("", "web:app=web", "x/y", "x/y")]
    [InlineData("a:ip:web", "web:app=web", "x/y", "x/y a")]
    [InlineData("a:ip:web", "web:app=web", "a x/y", "a x/y")]
    [InlineData("a:ip:web b:ip:web", "web:app=web", "x/y b", "x/y b a")]
    [InlineData("a:ip:web", "web:app=web", "target-health.alb.ingress.k8s.aws/old x/y target-health.alb.ingress.k8s.aws", "x/y a")]
    [InlineData("a:ip:web", "web:app=web", "target-health.elbv2.k8s.aws/gone", "target-health.elbv2.k8s.aws/gone a")]
    [InlineData("a:ip:web", "web:stage=test", "target-health.alb.ingress.k8s.aws/old", "target-health.alb.ingress.k8s.aws/old")]
    public void Pod_Created_GatesOfBindings(string bindings, string services, string before, string after)
    {
        const string prefix = "target-health.elbv2.k8s.aws/";
        var mutator = new PodReadinessGateMutator(
            Configuration,
            [.. bindings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(binding => binding.Split(':')).Select(parts =>
                Binding("ns-1", parts[0], parts[1].Length == 0 ? null : parts[1], parts[2]))],
            [.. services.Split(' ').Select(service => service.Split(':')).Select(parts => new Service
            {
                Metadata = new ObjectMeta { Namespace = "ns-1", Name = parts[0] },
                Spec = new Service.Specification
                {
                    Selector = parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).ToDictionary(label => label.Split('=')[0], label => label.Split('=')[1]),
                },
            })]);

        var mutated = mutator.MutateCreate(
            new Pod
            {
                Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "web", ["stage"] = "prod" } },
                Spec = new Pod.Specification { ReadinessGates = [.. Gates(before).Select(type => new Pod.ReadinessGate { ConditionType = type })] },
            },
            "ns-1");

        Assert.Equal(Gates(after), mutated.Spec.ReadinessGates.Select(gate => gate.ConditionType));

        static IEnumerable<string> Gates(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(gate => gate.Contains('.', StringComparison.Ordinal) || gate.Contains('/', StringComparison.Ordinal) ? gate : prefix + gate);
    }

    [Theory]
    [InlineData("service.k8s.aws/nlb", "LoadBalancer", null, "service.k8s.aws/nlb")]
    [InlineData("example.com/lb", "LoadBalancer", "", "example.com/lb")]
    [InlineData("", "LoadBalancer", null, "")]
    [InlineData("example.com/lb", "LoadBalancer", "service.k8s.aws/nlb", "service.k8s.aws/nlb")]
    [InlineData("example.com/lb", "ClusterIP", null, null)]
    [InlineData("example.com/lb", "ExternalName", "", "")]
    public void Service_Created_TheFlagNamesTheClass(string flag, string type, string? given, string? expected) => Assert.Equal(
        expected, new ServiceMutator(Configuration with { LoadBalancerClass = flag }).MutateCreate(Service(type, given)).Spec.LoadBalancerClass);

    [Fact]
    public void Service_Changed_BecomingALoadBalancer_GetsNoClass() => Assert.Null(
        ServiceMutator.MutateUpdate(Service("LoadBalancer", null), Service("ClusterIP", null)).Spec.LoadBalancerClass);

    private static Service Service(string type, string? loadBalancerClass, string name = "web", string? app = null) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns-1", Name = name },
        Spec = new Service.Specification
        {
            Type = type,
            LoadBalancerClass = loadBalancerClass,
            Selector = app is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["app"] = app },
        },
    };

    private static TargetGroupBinding Binding(string namespaceName, string name, string? targetType, string service) => new()
    {
        Metadata = new ObjectMeta { Namespace = namespaceName, Name = name },
        Spec = new TargetGroupBinding.Specification { TargetType = targetType, ServiceRef = new TargetGroupBinding.ServiceReference { Name = service } },
    };
}
