using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.FrontendNlb;

/// <summary>The frontend NLB of a group on its own. Every member has the ALB's ports 80 and 443 unless a row says otherwise.</summary>
public sealed class FrontendNlbTableTests
{
    private const string On = "enable-frontend-nlb: true";
    private const string Facing = On + " & frontend-nlb-scheme: internet-facing";
    private const string OfMember = "failed to compute listenPort config for ingress: ns-1/ing-1: ";
    private const string OfPort = "failed to merge NLB listenPort config for port: 80: ";

    private static readonly ControllerConfiguration Configuration = new()
    {
        ClusterName = "cluster",
        VpcId = "vpc-1",
        DefaultTags = new Dictionary<string, string> { ["d"] = "default" },
    };

    private static readonly NetworkSnapshot Account = new()
    {
        SecurityGroups = [new("sg-1", "web"), new("sg-2", "db")],
        Subnets =
        [
            Scenario.Subnet("subnet-a", "a", "kubernetes.io/role/internal-elb"),
            Scenario.Subnet("subnet-b", "b", "kubernetes.io/role/internal-elb"),
            Scenario.Subnet("subnet-c", "a", "kubernetes.io/role/elb"),
            Scenario.Subnet("subnet-d", "b", "kubernetes.io/role/elb"),
        ],
    };

    [Theory]
    [InlineData("", "none")]
    [InlineData("enable-frontend-nlb: false & frontend-nlb-scheme: x", "none")]
    [InlineData("frontend-nlb-scheme: x", "none")]
    [InlineData("enable-frontend-nlb: 0 || enable-frontend-nlb: false", "none")]
    [InlineData("enable-frontend-nlb: 0 ||  || enable-frontend-nlb: T", "conflicting enable frontend NLB values")]
    [InlineData("enable-frontend-nlb: 0 || enable-frontend-nlb: T || enable-frontend-nlb: x", "conflicting enable frontend NLB values")]
    [InlineData("enable-frontend-nlb: ", "failed to parse bool annotation, alb.ingress.kubernetes.io/enable-frontend-nlb: : strconv.ParseBool: parsing \"\": invalid syntax")]
    [InlineData(On, "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes ")]
    [InlineData(" || " + On, "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes ")]
    [InlineData(Facing, "shop-nlb internet-facing subnet-c subnet-d sgs of-alb tags d=default attributes ")]
    [InlineData(On + " || frontend-nlb-scheme: internet-facing", "shop-nlb internet-facing subnet-c subnet-d sgs of-alb tags d=default attributes ")]
    [InlineData("""{"scheme":"internet-facing"} & """ + On + " & scheme: internet-facing", "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes ")]
    [InlineData(On + " & frontend-nlb-scheme: ", "unknown scheme: ")]
    [InlineData(On + " & frontend-nlb-scheme: b || frontend-nlb-scheme: a", "conflicting scheme: map[a:{} b:{}]")]
    [InlineData(On + " & frontend-nlb-security-groups: db,sg-1", "shop-nlb internal subnet-a subnet-b sgs sg-1 sg-2 tags d=default attributes ")]
    [InlineData(On + " & frontend-nlb-security-groups: ", "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes ")]
    [InlineData(On + " & frontend-nlb-security-groups: sg-1,sg-2 || frontend-nlb-security-groups: sg-2,sg-1", "conflicting securityGroups: [sg-1 sg-2] | [sg-2 sg-1]")]
    [InlineData(On + " & frontend-nlb-security-groups: sg-9 & frontend-nlb-subnets: x", "couldn't find all security groups: requested ids [sg-9] but found []")]
    [InlineData(On + " & frontend-nlb-subnets: subnet-b", "shop-nlb internal subnet-b sgs of-alb tags d=default attributes ")]
    [InlineData(On + " & frontend-nlb-subnets: subnet-b,subnet-a || frontend-nlb-subnets: subnet-a,subnet-b", "shop-nlb internal subnet-b subnet-a sgs of-alb tags d=default attributes ")]
    [InlineData(On + " & frontend-nlb-subnets: subnet-b || frontend-nlb-subnets: ", "conflicting subnets: [subnet-b] | []")]
    [InlineData(Facing + " & frontend-nlb-eip-allocations: eip-2,eip-1", "shop-nlb internet-facing subnet-c=eip-2 subnet-d=eip-1 sgs of-alb tags d=default attributes ")]
    [InlineData(Facing + " & frontend-nlb-eip-allocations: eip-2,eip-1 || frontend-nlb-eip-allocations: eip-1,eip-2", "shop-nlb internet-facing subnet-c=eip-2 subnet-d=eip-1 sgs of-alb tags d=default attributes ")]
    [InlineData(Facing + " & frontend-nlb-eip-allocations: ", "shop-nlb internet-facing subnet-c subnet-d sgs of-alb tags d=default attributes ")]
    [InlineData(Facing + " & frontend-nlb-eip-allocations: eip-1", "count of EIP allocations (1) and subnets (2) must match")]
    [InlineData(Facing + " & frontend-nlb-eip-allocations: a || frontend-nlb-eip-allocations: b,c", "all EIP allocations for the ingress group must be the same: [a] | [b c]")]
    [InlineData(On + " & frontend-nlb-eip-allocations: ", "EIP allocations can only be set for internet facing load balancers")]
    [InlineData(On + " & frontend-nlb-eip-allocations: a || frontend-nlb-eip-allocations: b", "EIP allocations can only be set for internet facing load balancers")]
    [InlineData(On + " & frontend-nlb-eip-allocations: a & frontend-nlb-subnets: subnet-a || frontend-nlb-subnets: subnet-b", "conflicting subnets: [subnet-a] | [subnet-b]")]
    [InlineData(On + " & tags: a=1,d=2", "shop-nlb internal subnet-a subnet-b sgs of-alb tags a=1 d=default attributes ")]
    [InlineData(On + " & tags: a=1 & frontend-nlb-tags: n=1", "shop-nlb internal subnet-a subnet-b sgs of-alb tags n=1 attributes ")]
    [InlineData(On + " & tags: a=1 & frontend-nlb-tags: ", "shop-nlb internal subnet-a subnet-b sgs of-alb tags  attributes ")]
    [InlineData(On + " & frontend-nlb-tags: a=1,b=2 ||  || frontend-nlb-tags: b=2,a=1", "shop-nlb internal subnet-a subnet-b sgs of-alb tags a=1 b=2 attributes ")]
    [InlineData(On + " & frontend-nlb-tags: b=2,a=1 || frontend-nlb-tags: a=1", "conflicting frontend NLB tags: map[a:1 b:2] | map[a:1]")]
    [InlineData(On + " & frontend-nlb-tags:  || frontend-nlb-tags: a=1", "conflicting frontend NLB tags: map[] | map[a:1]")]
    [InlineData(On + " & frontend-nlb-tags: a || frontend-nlb-tags: b", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/frontend-nlb-tags: a")]
    [InlineData(On + " & tags: a=1 || tags: a=2", "conflicting tag a: 1 | 2")]
    [InlineData(On + " & tags: a=1 & frontend-nlb-tags: n=1 || tags: a=2", "shop-nlb internal subnet-a subnet-b sgs of-alb tags n=1 attributes ")]
    [InlineData(On + " & frontend-nlb-attributes: b=2,a=1", "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes a=1 b=2")]
    [InlineData(On + " || frontend-nlb-attributes: a=1", "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes a=1")]
    [InlineData(On + " & frontend-nlb-attributes: a=1 || ", "conflicting frontend NLB attributes: map[a:1] | map[]")]
    [InlineData(On + " & frontend-nlb-attributes:  || ", "conflicting frontend NLB attributes: map[] | map[]")]
    [InlineData(On + " & frontend-nlb-attributes: a=1 || frontend-nlb-attributes: b=1,a=1", "conflicting frontend NLB attributes: map[a:1] | map[a:1 b:1]")]
    [InlineData(On + " & frontend-nlb-attributes: dns_record.client_routing_policy=any_availability_zone", "shop-nlb internal subnet-a subnet-b sgs of-alb tags d=default attributes dns_record.client_routing_policy=any_availability_zone")]
    [InlineData(On + " & frontend-nlb-attributes: dns_record.client_routing_policy=", "invalid dns_record.client_routing_policy set in annotation aws-load-balancer-attributes: got '' expected one of ['any_availability_zone', 'partial_availability_zone_affinity', 'availability_zone_affinity']")]
    [InlineData(On + " & frontend-nlb-attributes: x & frontend-nlb-tags: y", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/frontend-nlb-tags: y")]
    public async Task BuildAsync_LoadBalancer(string members, string expected) => Assert.Equal(expected, await BuildAsync(members, nlb =>
    {
        var spec = nlb.LoadBalancer;
        Assert.Equal(("network", "ipv4"), (spec.Type, spec.IpAddressType));
        var subnets = spec.SubnetMappings.Select(mapping => mapping.AllocationId is null ? mapping.SubnetId : $"{mapping.SubnetId}={mapping.AllocationId}");
        return $"{spec.Name} {spec.Scheme} {string.Join(' ', subnets)} sgs {string.Join(' ', spec.SecurityGroups.Select(group => ((StackValue.Literal)group).Value))} " +
            $"tags {Members.Text(spec.Tags)} attributes {Members.Text(spec.Attributes)}";
    }));

    [Theory]
    [InlineData("", "80->80, 443->443")]
    [InlineData("frontend-nlb-listener-port-mapping: ", "80->80, 443->443")]
    [InlineData("frontend-nlb-listener-port-mapping: 8080=80", "8080->80")]
    [InlineData("frontend-nlb-listener-port-mapping: 8080=80,80=443,1=81", "80->443, 8080->80")]
    [InlineData("frontend-nlb-listener-port-mapping: 8080=80,8081=80", "8080->80, 8081->80")]
    [InlineData("frontend-nlb-listener-port-mapping: -1=443,0=80", "-1->443, 0->80")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=81 & frontend-nlb-healthcheck-port: x", "")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=80 || ", "80->80, 443->443")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=443 || ", OfPort + "conflicting Target Port, config 2: 80, previous: 443")]
    [InlineData("frontend-nlb-listener-port-mapping: 80", OfMember + "failed to parse frontend-nlb-listener-port-mapping for ingress map[]: failed to parse stringMap annotation, alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping: 80")]
    [InlineData("frontend-nlb-listener-port-mapping: x=80", OfMember + "invalid NLB listener port: x")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=", OfMember + "invalid ALB listener port: ")]
    [InlineData("frontend-nlb-listener-port-mapping: x=y", OfMember + "invalid NLB listener port: x")]
    public async Task BuildAsync_Ports(string members, string expected) => Assert.Equal(expected, await BuildAsync(
        Enabled(members), nlb => string.Join(", ", nlb.Listeners.Select(listener => $"{listener.Port}->{listener.TargetPort}"))));

    [Theory]
    [InlineData("", "traffic-port HTTP / 200 15 5 2 2")]
    [InlineData("healthcheck-port: 9000 & healthcheck-path: /ignored & success-codes: 201", "traffic-port HTTP / 200 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-port: traffic-port", "traffic-port HTTP / 200 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-port: 8081 & frontend-nlb-healthcheck-protocol: HTTPS & frontend-nlb-healthcheck-path: /p & frontend-nlb-healthcheck-success-codes: 200-399", "8081 HTTPS /p 200-399 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-interval-seconds: 1 & frontend-nlb-healthcheck-timeout-seconds: 2 & frontend-nlb-healthcheck-healthy-threshold-count: 3 & frontend-nlb-healthcheck-unhealthy-threshold-count: 4", "traffic-port HTTP / 200 1 2 3 4")]
    [InlineData("frontend-nlb-healthcheck-path:  & frontend-nlb-healthcheck-success-codes: ", "traffic-port HTTP   15 5 2 2")]
    [InlineData(" || frontend-nlb-healthcheck-path: /p", "traffic-port HTTP /p 200 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-path: /p || ", "traffic-port HTTP /p 200 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-path: /p || frontend-nlb-healthcheck-path: /p & frontend-nlb-healthcheck-port: 8081", "8081 HTTP /p 200 15 5 2 2")]
    [InlineData("frontend-nlb-healthcheck-path: / || frontend-nlb-healthcheck-path: /p", OfPort + "conflicting Path, config 2: /p, previous: /")]
    [InlineData("frontend-nlb-healthcheck-protocol: HTTP ||  || frontend-nlb-healthcheck-protocol: HTTPS", OfPort + "conflicting Protocol, config 3: HTTPS, previous: HTTP")]
    [InlineData("frontend-nlb-healthcheck-port: 8081 || frontend-nlb-healthcheck-port: 8082 & frontend-nlb-healthcheck-interval-seconds: 1", OfPort + "conflicting Port, config 2: {0 8082 }, previous: {0 8081 }")]
    [InlineData("frontend-nlb-healthcheck-timeout-seconds: 1 & frontend-nlb-healthcheck-interval-seconds: 1 || frontend-nlb-healthcheck-timeout-seconds: 2 & frontend-nlb-healthcheck-interval-seconds: 2", OfPort + "conflicting IntervalSeconds, config 2: 2, previous: 1")]
    [InlineData("frontend-nlb-healthcheck-success-codes: 200 || frontend-nlb-healthcheck-success-codes: 200", OfPort + "conflicting Matcher, config 2: {200 <nil>}, previous: {200 <nil>}")]
    [InlineData("frontend-nlb-healthcheck-port: http", OfMember + "failed to resolve healthCheckPort")]
    [InlineData("frontend-nlb-healthcheck-port: ", OfMember + "failed to resolve healthCheckPort")]
    [InlineData("frontend-nlb-healthcheck-port: x & frontend-nlb-healthcheck-protocol: TCP", OfMember + "failed to resolve healthCheckPort")]
    [InlineData("frontend-nlb-healthcheck-protocol: TCP & frontend-nlb-healthcheck-interval-seconds: x", OfMember + "healthCheckProtocol must be within [HTTP, HTTPS]")]
    [InlineData("frontend-nlb-healthcheck-unhealthy-threshold-count: x", OfMember + "failed to parse int32 annotation, alb.ingress.kubernetes.io/frontend-nlb-healthcheck-unhealthy-threshold-count: x: strconv.ParseInt: parsing \"x\": invalid syntax")]
    public async Task BuildAsync_HealthCheck(string members, string expected) => Assert.Equal(expected, await BuildAsync(Enabled(members), nlb =>
    {
        var check = nlb.Listeners[0].HealthCheckConfig;
        Assert.All(nlb.Listeners, listener => Assert.Equal(check, listener.HealthCheckConfig));
        return $"{check.Port} {check.Protocol} {check.Path} {check.Matcher} {check.IntervalSeconds} {check.TimeoutSeconds} {check.HealthyThresholdCount} {check.UnhealthyThresholdCount}";
    }));

    [Theory]
    [InlineData("", "shop-nlb k8s-shared-0666649308 k8s-shared-f0f17d40e4")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=443", "shop-nlb k8s-shared-0666649308")]
    [InlineData("frontend-nlb-listener-port-mapping: 80=443 & frontend-nlb-healthcheck-port: 8081 & frontend-nlb-healthcheck-protocol: HTTPS", "shop-nlb k8s-shared-b8904f3331")]
    public async Task BuildAsync_Names(string members, string expected) => Assert.Equal(expected, await BuildAsync(
        Enabled(members), nlb => string.Join(' ', nlb.Listeners.Select(listener => listener.TargetGroupName).Prepend(nlb.LoadBalancer.Name))));

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnopqrstuvwxyz01-nlb")]
    [InlineData("abcdefghijklmnopqrstuvwxyz01", "abcdefghijklmnopqrstuvwxyz01-nlb")]
    [InlineData("öööööööööööööööö", "öööööööööööööö-nlb")]
    [InlineData("", "k8s-shared-fc8b4616-nlb")]
    public async Task BuildAsync_NameOfTheAlb_IsCutSoThatTheEndFits(string alb, string expected) =>
        Assert.Equal(expected, await BuildAsync(On, nlb => nlb.LoadBalancer.Name, alb));

    private static string Enabled(string members) => members.StartsWith(" || ", StringComparison.Ordinal) || members.Length == 0 ? On + members : $"{On} & {members}";

    private static Task<string> BuildAsync(string members, Func<FrontendNlbSpec, string> text, string albName = "shop") => Members.TryAsync(async () =>
    {
        var group = Members.Group(members);
        var alb = new LoadBalancerSpec
        {
            Name = albName,
            Scheme = "internet-facing",
            IpAddressType = IpAddressTypes.Ipv4,
            SubnetMappings = [new("subnet-of-alb")],
            SecurityGroups = [StackValue.Of("of-alb")],
            Attributes = NoStrings.Map,
            Tags = NoStrings.Map,
        };
        var ports = group.Members.ToDictionary(member => member.Key, IReadOnlySet<int> (_) => new HashSet<int> { 443, 80 });
        var nlb = await new FrontendNlbBuilder(Configuration, Account, new ResourceTags(Configuration)).BuildAsync(
            group, alb, ports, TestContext.Current.CancellationToken);
        return nlb is null ? "none" : text(nlb);
    });
}
