using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Tests.Groups;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.FrontendNlb;

public sealed class FrontendNlbBuilderTests
{
    private const string Enable = "enable-frontend-nlb: true";
    private const string Http = "listen-ports: [{\"HTTP\": 80}]";
    private const string Two = "listen-ports: [{\"HTTP\": 80}, {\"HTTP\": 8080}]";

    [Theory]
    [InlineData(null)]
    [InlineData("enable-frontend-nlb: false")]
    public async Task Build_NotAskedFor_ThereIsNone(string? annotation)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", annotation is null ? [] : [annotation]);

        Assert.Null((await scenario.BuildAsync()).FrontendNlb);
    }

    [Theory]
    [InlineData(null, "name", "\"k8s-ns1-ing1-b7e914000d-nlb\"")]
    [InlineData("load-balancer-name: 0123456789012345678901234567ab", "name", "\"0123456789012345678901234567-nlb\"")]
    [InlineData("load-balancer-name: ", "name", "\"k8s-ns1-ing1-b7e914-nlb\"")]
    [InlineData(null, "type", "\"network\"")]
    [InlineData(null, "scheme", "\"internal\"")]
    [InlineData("frontend-nlb-scheme: internal", "scheme", "\"internal\"")]
    [InlineData(null, "subnetMapping", """[{"subnetID":"subnet-a"},{"subnetID":"subnet-b"}]""")]
    [InlineData("frontend-nlb-subnets: subnet-b", "subnetMapping", """[{"subnetID":"subnet-b"}]""")]
    [InlineData(null, "securityGroups", """[{"$ref":"#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID"},"sg-shared"]""")]
    [InlineData("frontend-nlb-security-groups: sg-3", "securityGroups", "[\"sg-3\"]")]
    [InlineData("frontend-nlb-attributes: b=2,a=1", "loadBalancerAttributes", """[{"key":"a","value":"1"},{"key":"b","value":"2"}]""")]
    [InlineData("tags: a=1", "tags", """{"a":"1"}""")]
    [InlineData("frontend-nlb-tags: n=1", "tags", """{"n":"1"}""")]
    public async Task Build_Annotation_Shows(string? annotation, string member, string expected)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", annotation is null ? [Enable] : [Enable, annotation]);

        Assert.Equal(expected, await LoadBalancerTests.ReadAsync(scenario, member, "FrontendNlb"));
    }

    [Fact]
    public async Task Build_InternetFacing_TakesAllocations()
    {
        var scenario = Public();
        scenario.Add("ns-1/ing-1", "alb", Enable, "frontend-nlb-scheme: internet-facing", "frontend-nlb-eip-allocations: eip-1,eip-2");

        Assert.Equal(
            """[{"allocationID":"eip-1","subnetID":"subnet-c"},{"allocationID":"eip-2","subnetID":"subnet-d"}]""",
            await LoadBalancerTests.ReadAsync(scenario, "subnetMapping", "FrontendNlb"));
    }

    [Theory]
    [InlineData("enable-frontend-nlb: false", null, "conflicting enable frontend NLB values")]
    [InlineData("enable-frontend-nlb: maybe", null, "failed to parse bool annotation, alb.ingress.kubernetes.io/enable-frontend-nlb: maybe: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    [InlineData("frontend-nlb-scheme: private", null, "unknown scheme: private")]
    [InlineData("frontend-nlb-scheme: internal", "frontend-nlb-scheme: internet-facing", "conflicting scheme: map[internal:{} internet-facing:{}]")]
    [InlineData("frontend-nlb-security-groups: sg-1", "frontend-nlb-security-groups: sg-2", "conflicting securityGroups: [sg-1] | [sg-2]")]
    [InlineData("frontend-nlb-subnets: subnet-a", "frontend-nlb-subnets: subnet-b", "conflicting subnets: [subnet-a] | [subnet-b]")]
    [InlineData("frontend-nlb-subnets: subnet-z", null, "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-z], found: []")]
    [InlineData("frontend-nlb-eip-allocations: eip-1", null, "EIP allocations can only be set for internet facing load balancers")]
    [InlineData("frontend-nlb-attributes: a=1", "frontend-nlb-attributes: a=2", "conflicting frontend NLB attributes: map[a:1] | map[a:2]")]
    [InlineData("frontend-nlb-attributes: a=1", "scheme: internal", "conflicting frontend NLB attributes: map[a:1] | map[]")]
    [InlineData("frontend-nlb-tags: a=1", "frontend-nlb-tags: b=2,a=1", "conflicting frontend NLB tags: map[a:1] | map[a:1 b:2]")]
    [InlineData("frontend-nlb-attributes: dns_record.client_routing_policy=near", null, "invalid dns_record.client_routing_policy set in annotation aws-load-balancer-attributes: got 'near' expected one of ['any_availability_zone', 'partial_availability_zone_affinity', 'availability_zone_affinity']")]
    [InlineData("frontend-nlb-listener-port-mapping: 80", null, "failed to compute listenPort config for ingress: ns-1/ing-2: failed to parse frontend-nlb-listener-port-mapping for ingress map[]: failed to parse stringMap annotation, alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping: 80")]
    [InlineData("frontend-nlb-listener-port-mapping: web=80", null, "failed to compute listenPort config for ingress: ns-1/ing-2: invalid NLB listener port: web")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=web", null, "failed to compute listenPort config for ingress: ns-1/ing-2: invalid ALB listener port: web")]
    [InlineData("frontend-nlb-healthcheck-port: web", null, "failed to compute listenPort config for ingress: ns-1/ing-2: failed to resolve healthCheckPort")]
    [InlineData("frontend-nlb-healthcheck-protocol: TCP", null, "failed to compute listenPort config for ingress: ns-1/ing-2: healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("frontend-nlb-healthcheck-timeout-seconds: x", null, "failed to compute listenPort config for ingress: ns-1/ing-2: failed to parse int32 annotation, alb.ingress.kubernetes.io/frontend-nlb-healthcheck-timeout-seconds: x: strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("frontend-nlb-healthcheck-interval-seconds: 10", "frontend-nlb-healthcheck-interval-seconds: 20", "failed to merge NLB listenPort config for port: 80: conflicting IntervalSeconds, config 3: 20, previous: 10")]
    [InlineData("frontend-nlb-healthcheck-timeout-seconds: 1", "frontend-nlb-healthcheck-timeout-seconds: 2", "failed to merge NLB listenPort config for port: 80: conflicting TimeoutSeconds, config 3: 2, previous: 1")]
    [InlineData("frontend-nlb-healthcheck-healthy-threshold-count: 3", "frontend-nlb-healthcheck-healthy-threshold-count: 4", "failed to merge NLB listenPort config for port: 80: conflicting HealthyThresholdCount, config 3: 4, previous: 3")]
    [InlineData("frontend-nlb-healthcheck-unhealthy-threshold-count: 3", "frontend-nlb-healthcheck-unhealthy-threshold-count: 4", "failed to merge NLB listenPort config for port: 80: conflicting UnhealthyThresholdCount, config 3: 4, previous: 3")]
    [InlineData("frontend-nlb-healthcheck-protocol: HTTP", "frontend-nlb-healthcheck-protocol: HTTPS", "failed to merge NLB listenPort config for port: 80: conflicting Protocol, config 3: HTTPS, previous: HTTP")]
    [InlineData("frontend-nlb-healthcheck-path: /a", "frontend-nlb-healthcheck-path: /b", "failed to merge NLB listenPort config for port: 80: conflicting Path, config 3: /b, previous: /a")]
    [InlineData("frontend-nlb-healthcheck-success-codes: 200", "frontend-nlb-healthcheck-success-codes: 200", "failed to merge NLB listenPort config for port: 80: conflicting Matcher, config 3: {200 <nil>}, previous: {200 <nil>}")]
    [InlineData("frontend-nlb-healthcheck-port: 80", "frontend-nlb-healthcheck-port: traffic-port", "failed to merge NLB listenPort config for port: 80: conflicting Port, config 3: {1 0 traffic-port}, previous: {0 80 }")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=8080", null, "failed to merge NLB listenPort config for port: 80: conflicting Target Port, config 2: 8080, previous: 80")]
    public async Task Build_BadAnnotations_FailTheGroup(string second, string? third, string message)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", Enable, Two);
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", Two, second);
        scenario.Add("ns-1/ing-3", "alb", ["group.name: shared", Http, .. third is null ? Array.Empty<string>() : [third]]);
        // Attributes are compared from the first member that has some.
        if (second.StartsWith("frontend-nlb-attributes: dns", StringComparison.Ordinal))
        {
            scenario.Ingresses.RemoveAt(2);
        }

        Assert.Equal(message, await scenario.FailAsync());
    }

    [Fact]
    public async Task Build_AllocationsAndSubnetsDiffer_Fails()
    {
        var scenario = Public();
        scenario.Add("ns-1/ing-1", "alb", Enable, "frontend-nlb-scheme: internet-facing", "frontend-nlb-eip-allocations: eip-1");

        Assert.Equal("count of EIP allocations (1) and subnets (2) must match", await scenario.FailAsync());
    }

    [Fact]
    public async Task Build_AllocationsDisagree_Fails()
    {
        var scenario = Public();
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", Enable, "frontend-nlb-scheme: internet-facing", "frontend-nlb-eip-allocations: eip-1,eip-2");
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", "frontend-nlb-eip-allocations: eip-3");

        Assert.Equal("all EIP allocations for the ingress group must be the same: [eip-1 eip-2] | [eip-3]", await scenario.FailAsync());
    }

    [Theory]
    [InlineData("", "80->80 8080->8080")]
    [InlineData("80=8080", "80->8080")]
    [InlineData("443=80, 444=8080", "443->80 444->8080")]
    [InlineData("443=9999", "")]
    public async Task Build_PortMapping_ChoosesListeners(string mapping, string expected)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", Enable, Two, $"frontend-nlb-listener-port-mapping: {mapping}");

        var nlb = (await scenario.BuildAsync()).FrontendNlb!;

        Assert.Equal(expected, string.Join(' ', nlb.Listeners.Select(listener => $"{listener.Port}->{listener.TargetPort}")));
    }

    [Fact]
    public async Task Build_HealthCheck_ExplicitValuesWinOverDefaults()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", Enable, "frontend-nlb-healthcheck-path: /ready", "frontend-nlb-healthcheck-port: 8081");
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", "frontend-nlb-healthcheck-protocol: HTTPS", "frontend-nlb-healthcheck-success-codes: 204");

        var check = Assert.Single((await scenario.BuildAsync()).FrontendNlb!.Listeners).HealthCheckConfig;

        Assert.Equal(new FrontendNlbHealthCheck(Kubernetes.IntOrString.Of(8081), "HTTPS", "/ready", "204", 15, 5, 2, 2), check);
    }

    [Fact]
    public async Task Build_Stack_CarriesListenerTargetGroupAndTarget()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", Enable, "frontend-nlb-listener-port-mapping: 443=80", "frontend-nlb-tags: n=1");

        var json = await scenario.BuildJsonAsync();

        Assert.Contains(
            """
            "FrontendNlb-ls-TCP-443":{"spec":{"loadBalancerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/FrontendNlb/status/loadBalancerARN"},"port":443,"protocol":"TCP","defaultActions":[{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/FrontendNlb-tg-TCP-443/status/targetGroupARN"}}]}}],"tags":{"n":"1"}}}
            """,
            json,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            "FrontendNlb-tg-TCP-443":{"spec":{"name":"k8s-ns1-ing1-644d08478a","targetType":"alb","port":443,"protocol":"TCP","ipAddressType":"ipv4","healthCheckConfig":{"port":"traffic-port","protocol":"HTTP","path":"/","matcher":{"httpCode":"200"},"intervalSeconds":15,"timeoutSeconds":5,"healthyThresholdCount":2,"unhealthyThresholdCount":2},"tags":{"n":"1"}}}
            """,
            json,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            "FrontendNLBTargetGroup":{"FrontendNLBTargetGroup":{"TargetGroups":{"k8s-ns1-ing1-644d08478a":{"Name":"k8s-ns1-ing1-644d08478a","ARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/FrontendNlb-tg-TCP-443/status/targetGroupARN"},"Port":443,"TargetARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN"},"TargetPort":80}}}}
            """,
            json,
            StringComparison.Ordinal);
    }

    private static Scenario Public()
    {
        var scenario = new Scenario();
        scenario.Subnets.Add(Scenario.Subnet("subnet-c", "a", "kubernetes.io/role/elb"));
        scenario.Subnets.Add(Scenario.Subnet("subnet-d", "b", "kubernetes.io/role/elb"));
        return scenario;
    }
}
