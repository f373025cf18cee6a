using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;

namespace EksIngress.Alb.Tests.TargetGroups;

public sealed class TargetGroupBuilderTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "dev", VpcId = "vpc-1" };

    [Fact]
    public void Build_Twice_IsOneTargetGroup()
    {
        var builder = Builder();

        var first = builder.Build(Ingress(), Service(), IntOrString.Of(80));
        var second = builder.Build(Ingress(), Service(), IntOrString.Of(80));
        builder.Build(Ingress(), Service(), IntOrString.Of("http"));

        Assert.Equal(first, second);
        Assert.Equal(["shop/web-cart:80", "shop/web-cart:http"], builder.TargetGroups.Select(group => group.ResourceId));
        Assert.Equal(builder.TargetGroups.Select(group => group.Name), builder.Bindings.Select(binding => binding.Key.Name));
    }

    [Theory]
    [InlineData("target-type", "pod", "unknown targetType: pod")]
    [InlineData("backend-protocol", "TCP", "backend protocol must be within [HTTP, HTTPS]: TCP")]
    [InlineData("backend-protocol-version", "HTTP3", "backend protocol version must be within [HTTP1, HTTP2, GRPC]: HTTP3")]
    [InlineData("healthcheck-port", "admin", "failed to resolve healthCheckPort: unable to find port admin on service shop/cart")]
    [InlineData("healthcheck-protocol", "TCP", "healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("healthcheck-interval-seconds", "x", "failed to parse int32 annotation, alb.ingress.kubernetes.io/healthcheck-interval-seconds: x: strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("target-group-attributes", "x", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/target-group-attributes: x")]
    [InlineData("target-control-port.cart.80", "90", "target control port is not supported for instance target target group")]
    public void Build_AnnotationIsWrong_HasTheControllersWords(string suffix, string value, string message) => Assert.Equal(
        message,
        Assert.Throws<AlbModelException>(() => Builder().Build(Ingress((suffix, value)), Service(), IntOrString.Of(80))).Message);

    [Fact]
    public void Build_ServiceHasNoNodePort_SaysWhatToDo() => Assert.Equal(
        "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'",
        Assert.Throws<AlbModelException>(() => Builder().Build(Ingress(), Service() with { Spec = new() { Ports = [new() { Number = 80 }] } }, IntOrString.Of(80))).Message);

    [Theory]
    [InlineData("traffic-port", "8080")]
    [InlineData("9000", "8080 9000")]
    [InlineData("metrics", "8080 9090")]
    public void Build_HealthCheckPort_IsOpenedBesideTheTargetPort(string port, string expected)
    {
        var builder = Builder();
        builder.Build(Ingress(("target-type", "ip"), ("healthcheck-port", port)), Service(), IntOrString.Of(80));

        Assert.Equal(expected, string.Join(' ', Assert.Single(builder.Bindings).NetworkRules!.Ports));
    }

    private static TargetGroupBuilder Builder() =>
        new(Configuration, IngressGroupId.Implicit(new NamespacedName("shop", "web")), "ipv4", StackValue.Of("sg-1"));

    private static ClassifiedIngress Ingress(params (string Suffix, string Value)[] annotations) => new(
        new Ingress
        {
            Metadata = new ObjectMeta
            {
                Namespace = "shop",
                Name = "web",
                Annotations = annotations.ToDictionary(pair => $"alb.ingress.kubernetes.io/{pair.Suffix}", pair => pair.Value, StringComparer.Ordinal),
            },
        },
        null);

    private static Service Service() => new()
    {
        Metadata = new ObjectMeta { Namespace = "shop", Name = "cart", Uid = "u-1" },
        Spec = new()
        {
            Ports =
            [
                new() { Name = "http", Number = 80, NodePort = 30080, TargetPort = IntOrString.Of(8080) },
                new() { Name = "metrics", Number = 81, NodePort = 30081, TargetPort = IntOrString.Of(9090) },
            ],
        },
    };
}
