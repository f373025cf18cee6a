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

    private static TargetGroupBinding Binding(string namespaceName, string name, string targetType, string service) => new()
    {
        Metadata = new ObjectMeta { Namespace = namespaceName, Name = name },
        Spec = new TargetGroupBinding.Specification { TargetType = targetType, ServiceRef = new TargetGroupBinding.ServiceReference { Name = service } },
    };
}
