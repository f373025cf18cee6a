using System.Text.Json;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Api.Tests;

/// <summary>The webhooks: an object, and what it was before, in; the refusal's exact words, or the changed object, out.</summary>
public sealed class WebhookTests
{
    private const string Classes = """
        [{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"nginx"},"spec":{"controller":"k8s.io/ingress-nginx"}}]
        """;

    private const string NoLegacy = "--disable-ingress-class-annotation=true";
    private const string NoGroup = "--disable-ingress-group-name-annotation=true";

    [Theory]
    [InlineData("", """{"spec":{"ingressClassName":"alb"}}""", null, "admitted")]
    [InlineData("", """{"spec":{"ingressClassName":"none"}}""", null, "error: invalid ingress class: ingressclasses.networking.k8s.io \"none\" not found")]
    [InlineData("", """{"spec":{"ingressClassName":"nginx"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"g"}}}""", null, "admitted")]
    [InlineData(NoLegacy, """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"alb"}}}""", null, "error: new usage of `kubernetes.io/ingress.class` annotation is forbidden")]
    [InlineData(NoLegacy, """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"alb"}}}""", """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"alb"}}}""", "admitted")]
    [InlineData(NoLegacy, """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"alb"}}}""", """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"nginx"}}}""", "error: new usage of `kubernetes.io/ingress.class` annotation is forbidden")]
    [InlineData(NoLegacy, """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"nginx"}}}""", null, "admitted")]
    [InlineData(NoGroup, """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"g"}}}""", null, "error: new usage of `alb.ingress.kubernetes.io/group.name` annotation is forbidden")]
    [InlineData(NoGroup, """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"g"}}}""", """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"g"}}}""", "admitted")]
    [InlineData(NoGroup, """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"g"}}}""", """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"h"}}}""", "error: new usage of `alb.ingress.kubernetes.io/group.name` annotation is forbidden")]
    [InlineData(NoGroup, """{"spec":{"ingressClassName":"alb"}}""", """{"spec":{"ingressClassName":"alb"},"metadata":{"annotations":{"alb.ingress.kubernetes.io/group.name":"h"}}}""", "admitted")]
    public void Ingress(string flag, string ingress, string? previous, string expected)
    {
        var validator = new IngressValidator(Given.Flags(flag.Length == 0 ? [] : [flag]), Given.Objects(Classes));

        Assert.Equal(expected, Given.Try(() =>
        {
            validator.Validate(Given.Object<Ingress>(ingress), previous is null ? null : Given.Object<Ingress>(previous));
            return "admitted";
        }));
    }

    [Theory]
    [InlineData("""[{"field":"path-pattern","pathPatternConfig":{"values":["/x"]}}]""", "admitted")]
    [InlineData("""[{"field":"cookie"}]""", "admitted")]
    [InlineData("""[{"field":"host-header"}]""", "error: ignoring Ingress ns/web since invalid alb.ingress.kubernetes.io/conditions.svc annotation: missing hostHeaderConfig")]
    [InlineData("""[{"field":"source-ip","sourceIPConfig":{"values":[]}}]""", "error: ignoring Ingress ns/web since invalid alb.ingress.kubernetes.io/conditions.svc annotation: invalid sourceIPConfig: values cannot be empty")]
    public void Ingress_Conditions(string conditions, string expected)
    {
        var ingress = Given.Object<Ingress>("""
            {"metadata":{"namespace":"ns","name":"web","annotations":{"alb.ingress.kubernetes.io/conditions.svc":CONDITIONS}},
             "spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[{"path":"/","backend":{"service":{"name":"svc","port":{"number":80}}}}]}}]}}
            """.Replace("CONDITIONS", JsonSerializer.Serialize(conditions), StringComparison.Ordinal));

        Assert.Equal(expected, Given.Try(() =>
        {
            new IngressValidator(Given.Flags(), Given.Objects(Classes)).Validate(ingress);
            return "admitted";
        }));
    }

    [Theory]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8","2001:db8::/32"],"subnets":{"ids":["subnet-1","subnet-2"]}}""", "admitted")]
    [InlineData("""{"inboundCIDRs":["10.0.0.1/8"]}""", "error: spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/8\": Network contains bits outside prefix (did you mean \"10.0.0.0/8\")")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8","10.0.0.1"]}""", "error: spec.inboundCIDRs[1]: Invalid value: \"10.0.0.1\": Could not be parsed as a CIDR (did you mean \"10.0.0.1/32\")")]
    [InlineData("""{"inboundCIDRs":["2001:db8::1"]}""", "error: spec.inboundCIDRs[0]: Invalid value: \"2001:db8::1\": Could not be parsed as a CIDR (did you mean \"2001:db8::1/64\")")]
    [InlineData("""{"inboundCIDRs":["everyone"]}""", "error: spec.inboundCIDRs[0]: Invalid value: \"everyone\": Could not be parsed as a CIDR")]
    [InlineData("""{"subnets":{}}""", "error: spec.subnets: Required value: must have either `ids` or `tags`")]
    [InlineData("""{"subnets":{"ids":["subnet-1"],"tags":{"a":["b"]}}}""", "error: spec.subnets.tags: Forbidden: may not have both `ids` and `tags` set")]
    [InlineData("""{"subnets":{"ids":["subnet-1","subnet-2","subnet-1"]}}""", "error: spec.subnets.ids[2]: Duplicate value: \"subnet-1\"")]
    [InlineData("""{"subnets":{"tags":{}}}""", "error: spec.subnets.tags: Required value: must have at least one tag key")]
    [InlineData("""{"subnets":{"tags":{"a":["x","x"]}}}""", "error: spec.subnets.tags[a][1]: Duplicate value: \"x\"")]
    [InlineData("""{"inboundCIDRs":["x"],"subnets":{}}""", "error: [spec.inboundCIDRs[0]: Invalid value: \"x\": Could not be parsed as a CIDR, spec.subnets: Required value: must have either `ids` or `tags`]")]
    public void IngressClassParams(string spec, string expected) => Assert.Equal(expected, Given.Try(() =>
    {
        IngressClassParamsValidator.Validate(Given.Object<IngressClassParams>($$$"""{"spec":{{{spec}}}}"""));
        return "admitted";
    }));

    private const string TargetGroups = """
        "targetGroups":[{"targetGroupName":"web","targetGroupArn":"arn:web","targetType":"ip","protocol":"HTTP","vpcId":"vpc-12345678"},
                        {"targetGroupName":"six","targetGroupArn":"arn:six","targetType":"instance","protocol":"HTTPS","ipAddressType":"ipv6","vpcId":"vpc-12345678"},
                        {"targetGroupName":"fn","targetGroupArn":"arn:fn","targetType":"lambda"},
                        {"targetGroupName":"quic","targetGroupArn":"arn:quic","targetType":"ip","protocol":"QUIC","vpcId":"vpc-12345678"}]
        """;

    [Theory]
    [InlineData("""{"targetGroupARN":"arn:web"}""", "arn:web ip ipv4 vpc-12345678 HTTP")]
    [InlineData("""{"targetGroupName":"six"}""", "arn:six instance ipv6 vpc-12345678 HTTPS")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"instance","ipAddressType":"ipv6","vpcID":"vpc-1","targetGroupProtocol":"TCP"}""", "arn:web instance ipv6 vpc-1 TCP")]
    [InlineData("""{}""", "error: must provide either TargetGroupARN or TargetGroupName")]
    [InlineData("""{"targetGroupARN":"arn:fn"}""", "error: unsupported TargetType: lambda")]
    [InlineData("""{"targetGroupARN":"arn:gone"}""", "error: couldn't determine TargetType: expecting a single targetGroup with query [arn:gone] but got 0")]
    [InlineData("""{"targetGroupName":"gone"}""", "error: expecting a single targetGroup with query [gone] but got 0")]
    public async Task TargetGroupBinding_Mutator(string spec, string expected) => Assert.Equal(expected, await Given.TryAsync(async () =>
    {
        var mutated = (await new TargetGroupBindingMutator(Given.Facts(TargetGroups).ToTargetGroupLookup()).MutateCreateAsync(Binding(spec), Given.Token)).Spec;
        return $"{mutated.TargetGroupArn} {mutated.TargetType} {mutated.IpAddressType} {mutated.VpcId} {mutated.TargetGroupProtocol}";
    }));

    [Theory]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip"}""", null, "admitted")]
    [InlineData("""{}""", null, "error: TargetGroupBinding must specify these fields: either TargetGroupARN or TargetGroupName,spec.targetType")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip","nodeSelector":{}}""", null, "error: TargetGroupBinding cannot set NodeSelector when TargetType is ip")]
    [InlineData("""{"targetGroupARN":"arn:six","targetType":"instance"}""", null, "error: invalid IP address type ipv6 for TargetGroup arn:six")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip","vpcID":"vpc-xyz"}""", null, "error: ValidationError: vpcID vpc-xyz failed to satisfy constraint: VPC Id must begin with 'vpc-' followed by 8, 17 or 32 lowercase letters (a-f) or numbers.")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip","vpcID":"vpc-87654321"}""", null, "error: invalid VpcID vpc-87654321 doesnt match VpcID from TargetGroup arn:web")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip","targetGroupProtocol":"HTTPS"}""", null, "error: TargetGroup arn:web protocol differs (got HTTPS, expected HTTP)")]
    [InlineData("""{"targetGroupARN":"arn:quic","targetType":"instance","targetGroupProtocol":"QUIC"}""", null, "error: QUIC protocol is not supported for Instance target types.")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"instance","iamRoleArnToAssume":"arn:role"}""", null, "error: Unable to use instance target type while using assume role")]
    [InlineData("""{"targetGroupARN":"arn:taken","targetType":"ip"}""", null, "error: TargetGroup arn:taken is already bound to following TargetGroupBindings [ns/other]. Please enable MultiCluster mode on all TargetGroupBindings referencing arn:taken or choose a different Target Group ARN.")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip"}""", """{"targetGroupARN":"arn:six","targetType":"instance","ipAddressType":"ipv6","vpcID":"vpc-2"}""", "error: TargetGroupBinding update may not change these immutable fields: spec.targetGroupARN,spec.targetType,spec.ipAddressType,spec.vpcID")]
    [InlineData("""{"targetGroupARN":"arn:web","targetType":"ip","ipAddressType":"ipv4","vpcID":"vpc-1"}""", """{"targetGroupARN":"arn:web","targetType":"ip"}""", "admitted")]
    public async Task TargetGroupBinding_Validator(string spec, string? previous, string expected)
    {
        var others = Given.Objects("""
            {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"ns","name":"other","uid":"o"},"spec":{"targetGroupARN":"arn:taken","targetType":"ip"}}
            """).TargetGroupBindings;
        var validator = new TargetGroupBindingValidator(Given.Flags(), Given.Facts(TargetGroups).ToTargetGroupLookup(), others);

        Assert.Equal(expected, await Given.TryAsync(async () =>
        {
            if (previous is null)
            {
                await validator.ValidateCreateAsync(Binding(spec), Given.Token);
            }
            else
            {
                await validator.ValidateUpdateAsync(Binding(spec), Binding(previous), Given.Token);
            }

            return "admitted";
        }));
    }

    [Theory]
    [InlineData("""{"labels":{"app":"web"}}""", "[]", "true", "target-health.elbv2.k8s.aws/a target-health.elbv2.k8s.aws/b")]
    [InlineData("""{"labels":{"app":"web"}}""", """[{"conditionType":"mine"},{"conditionType":"target-health.alb.ingress.k8s.aws/old"},{"conditionType":"target-health.elbv2.k8s.aws/b"}]""", "true", "mine target-health.elbv2.k8s.aws/b target-health.elbv2.k8s.aws/a")]
    [InlineData("""{"labels":{"app":"db"}}""", """[{"conditionType":"target-health.alb.ingress.k8s.aws/old"}]""", "true", "target-health.alb.ingress.k8s.aws/old")]
    [InlineData("""{"labels":{"app":"web"}}""", "[]", "false", "")]
    public void Pod_ReadinessGates(string metadata, string gates, string flag, string expected)
    {
        var objects = Given.Objects("""
            [{"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"web"},"spec":{"selector":{"app":"web"}}},
             {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"all"},"spec":{}},
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"ns","name":"b"},"spec":{"targetType":"ip","serviceRef":{"name":"web"}}},
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"ns","name":"a"},"spec":{"targetType":"ip","serviceRef":{"name":"web"}}},
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"ns","name":"c"},"spec":{"targetType":"instance","serviceRef":{"name":"web"}}},
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"ns","name":"d"},"spec":{"targetType":"ip","serviceRef":{"name":"all"}}},
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"namespace":"other","name":"e"},"spec":{"targetType":"ip","serviceRef":{"name":"web"}}}]
            """);
        var mutator = new PodReadinessGateMutator(Given.Flags($"--enable-pod-readiness-gate-inject={flag}"), objects.TargetGroupBindings, objects.Endpoints.Services);
        var pod = Given.Object<Pod>($$$"""{"metadata":{{{metadata}}},"spec":{"readinessGates":{{{gates}}}}}""");

        Assert.Equal(expected, string.Join(' ', mutator.MutateCreate(pod, "ns").Spec.ReadinessGates.Select(gate => gate.ConditionType)));
    }

    [Theory]
    [InlineData("", """{"type":"LoadBalancer"}""", null, "service.k8s.aws/nlb")]
    [InlineData("--load-balancer-class=mine/nlb", """{"type":"LoadBalancer"}""", null, "mine/nlb")]
    [InlineData("", """{"type":"LoadBalancer","loadBalancerClass":"x/y"}""", null, "x/y")]
    [InlineData("", """{"type":"ClusterIP"}""", null, "none")]
    [InlineData("", """{"type":"LoadBalancer"}""", """{"type":"LoadBalancer","loadBalancerClass":"x/y"}""", "x/y")]
    [InlineData("", """{"type":"LoadBalancer"}""", """{"type":"LoadBalancer"}""", "none")]
    [InlineData("", """{"type":"LoadBalancer","loadBalancerClass":"z"}""", """{"type":"LoadBalancer","loadBalancerClass":"x/y"}""", "z")]
    public void Service(string flag, string spec, string? previous, string expected)
    {
        var service = Given.Object<Service>($$$"""{"spec":{{{spec}}}}""");
        var mutated = previous is null
            ? new ServiceMutator(Given.Flags(flag.Length == 0 ? [] : [flag])).MutateCreate(service)
            : ServiceMutator.MutateUpdate(service, Given.Object<Service>($$$"""{"spec":{{{previous}}}}"""));

        Assert.Equal(expected, mutated.Spec.LoadBalancerClass ?? "none");
    }

    private static TargetGroupBinding Binding(string spec) => Given.Object<TargetGroupBinding>($$$"""{"metadata":{"namespace":"ns","name":"mine","uid":"m"},"spec":{{{spec}}}}""");
}
