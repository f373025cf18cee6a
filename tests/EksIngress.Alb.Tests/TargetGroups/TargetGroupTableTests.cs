using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.TargetGroups;

/// <summary>
/// One target group at a time. The Service has ports http (80, target 8080, node 30080), admin (81, target by name, node 30081), plain (82, no
/// target, no node port) and one without a name (83, target 8083, node 30083).
/// </summary>
public sealed class TargetGroupTableTests
{
    private const string Int32 = "failed to parse int32 annotation, alb.ingress.kubernetes.io/";
    private const string NoNodePort = "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "dev", VpcId = "vpc-1" };

    [Theory]
    [InlineData("", "", "80", "instance 30080 HTTP HTTP1 ipv4")]
    [InlineData("", "", "http", "instance 30080 HTTP HTTP1 ipv4")]
    [InlineData("target-type: ip", "", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("target-type: ip", "", "81", "ip 1 HTTP HTTP1 ipv4")]
    [InlineData("target-type: ip", "", "admin", "ip 1 HTTP HTTP1 ipv4")]
    [InlineData("target-type: ip", "", "82", "TargetGroup port is empty. Are you using the correct service type?")]
    [InlineData("", "", "82", NoNodePort)]
    [InlineData("", "", "84", "unable to find port 84 on service ns-1/cart")]
    [InlineData("", "", "0", "unable to find port 0 on service ns-1/cart")]
    [InlineData("", "", "8080", "unable to find port 8080 on service ns-1/cart")]
    [InlineData("", "target-type: ip", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("target-type: instance", "target-type: ip", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("""{"targetType":"ip"} & target-type: instance""", "target-type: instance", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("""{"targetType":"ip"} & target-type: nonsense""", "", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("""{"targetType":""} & target-type: ip""", "", "80", "ip 8080 HTTP HTTP1 ipv4")]
    [InlineData("""{"targetType":"alb"}""", "", "80", "unknown targetType: alb")]
    [InlineData("target-type: ", "", "80", "unknown targetType: ")]
    [InlineData("target-type: IP", "", "80", "unknown targetType: IP")]
    [InlineData("target-type: ip", "target-type: ", "80", "unknown targetType: ")]
    [InlineData("backend-protocol: HTTPS", "", "80", "instance 30080 HTTPS HTTP1 ipv4")]
    [InlineData("backend-protocol: HTTPS", "backend-protocol: HTTP", "80", "instance 30080 HTTP HTTP1 ipv4")]
    [InlineData("backend-protocol: ", "", "80", "backend protocol must be within [HTTP, HTTPS]: ")]
    [InlineData("backend-protocol: GRPC", "", "80", "backend protocol must be within [HTTP, HTTPS]: GRPC")]
    [InlineData("backend-protocol-version: GRPC & backend-protocol: HTTPS", "", "80", "instance 30080 HTTPS GRPC ipv4")]
    [InlineData("backend-protocol-version: GRPC", "backend-protocol-version: HTTP2", "80", "instance 30080 HTTP HTTP2 ipv4")]
    [InlineData("backend-protocol-version: http2", "", "80", "backend protocol version must be within [HTTP1, HTTP2, GRPC]: http2")]
    [InlineData("backend-protocol-version: ", "", "80", "backend protocol version must be within [HTTP1, HTTP2, GRPC]: ")]
    [InlineData("target-type: x & backend-protocol: y & backend-protocol-version: z", "", "80", "unknown targetType: x")]
    [InlineData("backend-protocol: y & backend-protocol-version: z", "", "80", "backend protocol must be within [HTTP, HTTPS]: y")]
    [InlineData("backend-protocol-version: z & healthcheck-port: x", "", "80", "backend protocol version must be within [HTTP1, HTTP2, GRPC]: z")]
    [InlineData("target-group-attributes: x & tags: y & healthcheck-protocol: z", "", "80", "healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("target-group-attributes: x & tags: y", "", "80", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/target-group-attributes: x")]
    [InlineData("tags: y & target-control-port.cart.80: z", "", "80", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/tags: y")]
    [InlineData("target-control-port.cart.80: z", "", "80", Int32 + "target-control-port.cart.80: z: strconv.ParseInt: parsing \"z\": invalid syntax")]
    [InlineData("target-control-port.cart.82: 9000", "", "82", "target control port is not supported for instance target target group")]
    [InlineData("target-node-labels: x", "", "82", NoNodePort)]
    [InlineData("target-node-labels: x", "", "80", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/target-node-labels: x")]
    [InlineData("target-node-labels: x & multi-cluster-target-group: y", "", "80", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/target-node-labels: x")]
    [InlineData("multi-cluster-target-group: y", "multi-cluster-target-group: z", "80", "failed to parse bool annotation, alb.ingress.kubernetes.io/multi-cluster-target-group: y: strconv.ParseBool: parsing \"y\": invalid syntax")]
    [InlineData("multi-cluster-target-group: false", "multi-cluster-target-group: z", "80", "failed to parse bool annotation, alb.ingress.kubernetes.io/multi-cluster-target-group: z: strconv.ParseBool: parsing \"z\": invalid syntax")]
    [InlineData("multi-cluster-target-group: true", "multi-cluster-target-group: z", "80", "instance 30080 HTTP HTTP1 ipv4")]
    public void Build_Settings(string ingress, string service, string port, string expected) => Assert.Equal(expected, Build(ingress, service, port, built =>
    {
        var group = built.Group;
        return $"{group.TargetType} {group.Port} {group.Protocol} {group.ProtocolVersion} {group.IpAddressType}";
    }));

    [Theory]
    [InlineData("", "", "traffic-port# HTTP / 200 15 5 2 2")]
    [InlineData("backend-protocol: HTTPS", "", "traffic-port# HTTPS / 200 15 5 2 2")]
    [InlineData("backend-protocol: HTTPS", "healthcheck-protocol: HTTP", "traffic-port# HTTP / 200 15 5 2 2")]
    [InlineData("backend-protocol-version: HTTP2", "", "traffic-port# HTTP / 200 15 5 2 2")]
    [InlineData("backend-protocol-version: GRPC", "", "traffic-port# HTTP /AWS.ALB/healthcheck grpc:12 15 5 2 2")]
    [InlineData("backend-protocol-version: GRPC & healthcheck-path: /p & success-codes: 0-5", "", "traffic-port# HTTP /p grpc:0-5 15 5 2 2")]
    [InlineData("healthcheck-path:  & success-codes: ", "", "traffic-port# HTTP   15 5 2 2")]
    [InlineData("healthcheck-path: /ing & success-codes: 200", "healthcheck-path: /svc & success-codes: 201,202", "traffic-port# HTTP /svc 201,202 15 5 2 2")]
    [InlineData("healthcheck-interval-seconds: 1 & healthcheck-timeout-seconds: 2 & healthy-threshold-count: 3 & unhealthy-threshold-count: 4", "", "traffic-port# HTTP / 200 1 2 3 4")]
    [InlineData("healthcheck-interval-seconds: 1 & unhealthy-threshold-count: 4", "healthcheck-interval-seconds: 0 & healthy-threshold-count: -3", "traffic-port# HTTP / 200 0 5 -3 4")]
    [InlineData("healthcheck-port: traffic-port", "", "traffic-port# HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: 9000", "", "9000 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: 009000", "", "9000 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: 0", "", "0 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: 9000", "healthcheck-port: traffic-port", "traffic-port# HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: admin", "", "30081 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: plain", "", "0 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: ", "", "30083 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port:  & target-type: ip", "", "8083 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: plain & target-type: ip", "", "0 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: http & target-type: ip", "", "8080 HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: admin & target-type: ip", "", "cannot use named healthCheckPort for IP TargetType when service's targetPort is a named port")]
    [InlineData("healthcheck-port: 80.5", "", "failed to resolve healthCheckPort: unable to find port 80.5 on service ns-1/cart")]
    [InlineData("healthcheck-port: Traffic-Port", "", "failed to resolve healthCheckPort: unable to find port Traffic-Port on service ns-1/cart")]
    [InlineData("healthcheck-port: 99999999999", "", "failed to resolve healthCheckPort: unable to find port 99999999999 on service ns-1/cart")]
    [InlineData("healthcheck-protocol: ", "", "healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("healthcheck-protocol: http & healthcheck-interval-seconds: x", "", "healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("healthcheck-port: x & healthcheck-protocol: http", "", "failed to resolve healthCheckPort: unable to find port x on service ns-1/cart")]
    [InlineData("healthcheck-interval-seconds: 15s & healthcheck-timeout-seconds: x", "", Int32 + "healthcheck-interval-seconds: 15s: strconv.ParseInt: parsing \"15s\": invalid syntax")]
    [InlineData("healthcheck-timeout-seconds:  & healthy-threshold-count: x", "", Int32 + "healthcheck-timeout-seconds: : strconv.ParseInt: parsing \"\": invalid syntax")]
    [InlineData("healthy-threshold-count: 2147483648 & unhealthy-threshold-count: x", "", Int32 + "healthy-threshold-count: 2147483648: strconv.ParseInt: parsing \"2147483648\": value out of range")]
    [InlineData("unhealthy-threshold-count: 1_000", "", Int32 + "unhealthy-threshold-count: 1_000: strconv.ParseInt: parsing \"1_000\": invalid syntax")]
    [InlineData("unhealthy-threshold-count: 3", "unhealthy-threshold-count: x", Int32 + "unhealthy-threshold-count: x: strconv.ParseInt: parsing \"x\": invalid syntax")]
    public void Build_HealthCheck(string ingress, string service, string expected) => Assert.Equal(expected, Build(ingress, service, "80", built =>
    {
        var check = built.Group.HealthCheckConfig;
        return $"{check.Port}{(check.Port.IsNumber ? "" : "#")} {check.Protocol} {check.Path} {(check.IsGrpc ? "grpc:" : "")}{check.Matcher} " +
            $"{check.IntervalSeconds} {check.TimeoutSeconds} {check.HealthyThresholdCount} {check.UnhealthyThresholdCount}";
    }));

    [Theory]
    [InlineData("", "", "80", "ns-1 cart 80 30080 labels - cluster False")]
    [InlineData("", "", "http", "ns-1 cart 'http' 30080 labels - cluster False")]
    [InlineData("target-type: ip", "", "http", "ns-1 cart 'http' 8080 labels - cluster False")]
    [InlineData("target-type: ip", "", "81", "ns-1 cart 81 'admin-port' labels - cluster False")]
    [InlineData("", "", "81", "ns-1 cart 81 30081 labels - cluster False")]
    [InlineData("healthcheck-port: 9000", "", "80", "ns-1 cart 80 30080 9000 labels - cluster False")]
    [InlineData("healthcheck-port: 30080", "", "80", "ns-1 cart 80 30080 30080 labels - cluster False")]
    [InlineData("healthcheck-port: traffic-port", "", "80", "ns-1 cart 80 30080 labels - cluster False")]
    [InlineData("target-type: ip & healthcheck-port: 9000 & target-control-port.cart.80: 3000", "", "80", "ns-1 cart 80 8080 9000 3000 labels - cluster False")]
    [InlineData("target-type: ip & target-control-port.cart.80: 3000", "target-control-port.cart.80: 0", "80", "ns-1 cart 80 8080 0 labels - cluster False")]
    [InlineData("target-type: ip & target-control-port.cart.http: 3000", "", "80", "ns-1 cart 80 8080 labels - cluster False")]
    [InlineData("target-type: ip & target-control-port.cart.http: 3000", "", "http", "ns-1 cart 'http' 8080 3000 labels - cluster False")]
    [InlineData("target-node-labels: b=2,a=1", "", "80", "ns-1 cart 80 30080 labels a=1 b=2 cluster False")]
    [InlineData("target-node-labels: b=2,a=1", "target-node-labels: c=", "80", "ns-1 cart 80 30080 labels c= cluster False")]
    [InlineData("target-node-labels: b=2,a=1", "target-node-labels: ", "80", "ns-1 cart 80 30080 labels - cluster False")]
    [InlineData("target-node-labels: x & target-type: ip", "", "80", "ns-1 cart 80 8080 labels - cluster False")]
    [InlineData("multi-cluster-target-group: true", "multi-cluster-target-group: false", "80", "ns-1 cart 80 30080 labels - cluster True")]
    [InlineData("multi-cluster-target-group: false", "multi-cluster-target-group: true", "80", "ns-1 cart 80 30080 labels - cluster True")]
    [InlineData("", "multi-cluster-target-group: 1", "80", "ns-1 cart 80 30080 labels - cluster True")]
    public void Build_Binding(string ingress, string service, string port, string expected) => Assert.Equal(expected, Build(ingress, service, port, built =>
    {
        var binding = built.Binding;
        Assert.Equal((built.Group.Name, built.Group.ResourceId, "vpc-1"), (binding.Key.Name, binding.ResourceId, binding.VpcId));
        Assert.Equal((built.Group.TargetType, built.Group.Protocol, built.Group.IpAddressType), (binding.TargetType, binding.TargetGroupProtocol, binding.IpAddressType));
        return $"{binding.Key.Namespace} {binding.ServiceName} {Text(binding.ServicePort)} {string.Join(' ', binding.NetworkRules!.Ports.Select(Text))} " +
            $"labels {(binding.NodeLabels is null ? "-" : Members.Text(binding.NodeLabels))} cluster {binding.MultiClusterTargetGroup}";
    }));

    [Theory]
    [InlineData("", "80", "k8s-ns1-cart-e14cdb8c13")]
    [InlineData("", "http", "k8s-ns1-cart-48b581ec6d")]
    [InlineData("target-type: ip", "80", "k8s-ns1-cart-0bae92279c")]
    [InlineData("target-type: ip & healthcheck-path: /x & tags: a=1 & target-group-attributes: b=2", "80", "k8s-ns1-cart-0bae92279c")]
    [InlineData("target-type: ip & backend-protocol: HTTPS", "80", "k8s-ns1-cart-c521f8ea94")]
    [InlineData("target-type: ip & backend-protocol-version: GRPC", "80", "k8s-ns1-cart-a89aef94c4")]
    [InlineData("target-type: ip & target-control-port.cart.80: 9000", "80", "k8s-ns1-cart-baea88d036")]
    [InlineData("target-type: ip", "81", "k8s-ns1-cart-7ebe2bd6ae")]
    public void Build_Name_HoldsWhatCannotBeChanged(string ingress, string port, string expected) =>
        Assert.Equal(expected, Build(ingress, "", port, built => built.Group.Name));

    [Theory]
    [InlineData("", "ipv4", "ipv4")]
    [InlineData("IPv4", "dualstack", "ipv4")]
    [InlineData("IPv6", "dualstack", "ipv6")]
    [InlineData("IPv4,IPv6", "dualstack-without-public-ipv4", "ipv6")]
    [InlineData("IPv6,IPv4", "dualstack", "ipv6")]
    [InlineData("IPv4,IPv6", "ipv4", "unsupported IPv6 configuration, lb not dual-stack")]
    [InlineData("ipv6", "ipv4", "ipv4")]
    public void Build_AddressFamilies(string families, string ofLoadBalancer, string expected) => Assert.Equal(expected, Members.Try(() =>
    {
        var builder = new TargetGroupBuilder(Configuration, IngressGroupId.Implicit(new NamespacedName("shop", "web")), ofLoadBalancer, null);
        var cart = Cart("");
        builder.Build(Members.One(""), cart with { Spec = cart.Spec with { IpFamilies = families.Split(',') } }, IntOrString.Of(80));
        return Assert.Single(builder.TargetGroups).IpAddressType;
    }));

    [Theory]
    [InlineData(null, false, "-")]
    [InlineData(null, true, "-")]
    [InlineData("sg-1", false, "sg-1: 30080 9000")]
    [InlineData("sg-1", true, "sg-1: all")]
    public void Build_SourceOfTraffic_OpensPorts(string? source, bool disableRestricted, string expected)
    {
        var builder = new TargetGroupBuilder(
            Configuration with { DisableRestrictedSecurityGroupRules = disableRestricted },
            IngressGroupId.Explicit("g"),
            IpAddressTypes.Ipv4,
            source is null ? null : StackValue.Of(source));

        builder.Build(Members.One("healthcheck-port: 9000"), Cart(""), IntOrString.Of(80));

        var network = Assert.Single(builder.Bindings).NetworkRules;
        Assert.Equal(
            expected,
            network is null ? "-" : $"{((StackValue.Literal)network.From).Value}: {string.Join(' ', network.Ports.Select(port => port is null ? "all" : Text(port)))}");
    }

    private static string Build(string ingress, string service, string port, Func<(TargetGroupSpec Group, TargetGroupBindingSpec Binding), string> text) =>
        Members.Try(() =>
        {
            var group = IngressGroupId.Implicit(new NamespacedName("shop", "web"));
            var builder = new TargetGroupBuilder(Configuration, group, IpAddressTypes.Ipv4, StackValue.Of("sg-1"));
            builder.Build(Members.One(ingress), Cart(service), IntOrString.Parse(port));
            return text((Assert.Single(builder.TargetGroups), Assert.Single(builder.Bindings)));
        });

    private static Service Cart(string annotations) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns-1", Name = "cart", Uid = "u-1", Annotations = Members.One(annotations).Ingress.Metadata.Annotations },
        Spec = new()
        {
            Ports =
            [
                new() { Name = "http", Number = 80, NodePort = 30080, TargetPort = IntOrString.Of(8080) },
                new() { Name = "admin", Number = 81, NodePort = 30081, TargetPort = IntOrString.Of("admin-port") },
                new() { Name = "plain", Number = 82 },
                new() { Number = 83, NodePort = 30083, TargetPort = IntOrString.Of(8083) },
            ],
        },
    };

    private static string Text(IntOrString? port) => port is { IsNumber: false } ? $"'{port}'" : $"{port}";
}
