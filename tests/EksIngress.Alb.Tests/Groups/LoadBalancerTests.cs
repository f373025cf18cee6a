using System.Text.Json;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

/// <summary>The load balancer that annotations and class parameters ask for, read out of the stack's JSON.</summary>
public sealed class LoadBalancerTests
{
    [Theory]
    [InlineData("scheme: internal", "scheme", "\"internal\"")]
    [InlineData("ip-address-type: ipv4", "ipAddressType", "\"ipv4\"")]
    [InlineData("load-balancer-name: shop", "name", "\"shop\"")]
    [InlineData("load-balancer-name: ", "name", "\"\"")]
    [InlineData("customer-owned-ipv4-pool: pool-1", "customerOwnedIPv4Pool", "\"pool-1\"")]
    [InlineData("load-balancer-attributes: b=2,a=1", "loadBalancerAttributes", """[{"key":"a","value":"1"},{"key":"b","value":"2"}]""")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=3000", "minimumLoadBalancerCapacity", """{"capacityUnits":3000}""")]
    [InlineData("minimum-load-balancer-capacity: ", "minimumLoadBalancerCapacity", null)]
    [InlineData("ipam-ipv4-pool-id: ipam-pool-1", "ipv4IPAMPool", "\"ipam-pool-1\"")]
    [InlineData("ipam-ipv4-pool-id: ", "ipv4IPAMPool", null)]
    [InlineData("tags: b=2,a=1", "tags", """{"a":"1","b":"2"}""")]
    [InlineData("subnets: subnet-b,subnet-a", "subnetMapping", """[{"subnetID":"subnet-b"},{"subnetID":"subnet-a"}]""")]
    [InlineData("security-groups: web", "securityGroups", """["sg-1","sg-2"]""")]
    public async Task Build_Annotation_Shows(string annotation, string member, string? expected)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", annotation);

        Assert.Equal(expected, await ReadAsync(scenario, member));
    }

    [Theory]
    [InlineData("""{"scheme":"internet-facing"}""", "scheme", "\"internet-facing\"")]
    [InlineData("""{"loadBalancerName":"of-class"}""", "name", "\"of-class\"")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]}""", "loadBalancerAttributes", """[{"key":"a","value":"class"},{"key":"b","value":"2"}]""")]
    [InlineData("""{"minimumLoadBalancerCapacity":{"capacityUnits":7}}""", "minimumLoadBalancerCapacity", """{"capacityUnits":7}""")]
    [InlineData("""{"ipamConfiguration":{"ipv4IPAMPoolId":"ipam-pool-c"}}""", "ipv4IPAMPool", "\"ipam-pool-c\"")]
    [InlineData("""{"ipamConfiguration":{}}""", "ipv4IPAMPool", "\"ipam-pool-1\"")]
    [InlineData("""{"tags":[{"key":"a","value":"class"}]}""", "tags", """{"a":"class","b":"2"}""")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-a"]}}""", "subnetMapping", """[{"subnetID":"subnet-a"},{"subnetID":"subnet-b"}]""")]
    public async Task Build_ClassParameter_WinsOverTheAnnotation(string spec, string member, string? expected)
    {
        var scenario = new Scenario();
        scenario.AddParams(spec);
        scenario.Subnets[0] = scenario.Subnets[0] with { Tags = new Dictionary<string, string> { ["kubernetes.io/role/internal-elb"] = "", ["kubernetes.io/role/elb"] = "" } };
        scenario.Subnets[1] = scenario.Subnets[1] with { Tags = scenario.Subnets[0].Tags };
        scenario.Add(
            "ns-1/ing-1", "strict", "scheme: internal", "load-balancer-name: own", "load-balancer-attributes: a=1,b=2",
            "minimum-load-balancer-capacity: CapacityUnits=1", "ipam-ipv4-pool-id: ipam-pool-1", "tags: a=1,b=2", "subnets: subnet-a,subnet-z");
        if (!spec.Contains("subnets", StringComparison.Ordinal))
        {
            scenario.Ingresses[0] = WithoutSubnets(scenario.Ingresses[0]);
        }

        Assert.Equal(expected, await ReadAsync(scenario, member));
    }

    [Theory]
    [InlineData("scheme: private", null, "unknown scheme: private")]
    [InlineData("scheme: ", null, "unknown scheme: ")]
    [InlineData("scheme: internal", "scheme: internet-facing", "conflicting scheme: map[internal:{} internet-facing:{}]")]
    [InlineData("ip-address-type: ipv6", null, "unknown IPAddressType: ipv6")]
    [InlineData("ip-address-type: ipv4", "ip-address-type: dualstack", "conflicting IPAddressType: [dualstack ipv4]")]
    [InlineData("load-balancer-name: a-name-that-is-far-too-long-for-it", null, "load balancer name cannot be longer than 32 characters")]
    [InlineData("load-balancer-name: b", "load-balancer-name: a", "conflicting load balancer name: map[a:{} b:{}]")]
    [InlineData("customer-owned-ipv4-pool: ", null, "cannot use empty value for customer-owned-ipv4-pool annotation, ingress: ns-1/ing-1")]
    [InlineData("customer-owned-ipv4-pool: b", "customer-owned-ipv4-pool: a", "conflicting CustomerOwnedIPv4Pool: [a b]")]
    [InlineData("load-balancer-attributes: a=1", "load-balancer-attributes: a=2", "conflicting load balancer attributes a: 1 | 2")]
    [InlineData("load-balancer-attributes: a", null, "failed to parse stringMap annotation, alb.ingress.kubernetes.io/load-balancer-attributes: a")]
    [InlineData("minimum-load-balancer-capacity: Units=1", null, "invalid key to set the capacity: Units, Expected key: CapacityUnits")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=many", null, "invalid value to set the capacity: many: strconv.ParseInt: parsing \"many\": invalid syntax")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=9999999999", null, "invalid value to set the capacity: 9999999999: strconv.ParseInt: parsing \"9999999999\": value out of range")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=1", "minimum-load-balancer-capacity: CapacityUnits=2", "conflicting capacity reservation CapacityUnits: 1 | 2")]
    [InlineData("ipam-ipv4-pool-id: a", "ipam-ipv4-pool-id: b", "conflicting ipv4 ipam pools a: b")]
    [InlineData("tags: a=1", "tags: a=2", "conflicting tag a: 1 | 2")]
    [InlineData("tags: owner=me", null, "failed build tags for Ingress ns-1/ing-1: external managed tag key owner cannot be specified")]
    [InlineData("subnets: subnet-a", "subnets: subnet-b", "conflicting subnets: [subnet-a] | [subnet-b]")]
    [InlineData("subnets: subnet-a", null, "subnets count less than minimal required count: 1 < 2")]
    [InlineData("security-groups: sg-1,sg-2", "security-groups: sg-2,sg-1", "conflicting securityGroups: [sg-1 sg-2] | [sg-2 sg-1]")]
    [InlineData("security-groups: db", null, "couldn't find all security groups: requested names [db] but found []")]
    public async Task Build_BadAnnotations_FailTheGroup(string first, string? second, string message)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { ExternalManagedTags = ["owner"] };
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", first);
        if (second is not null)
        {
            scenario.Add("ns-1/ing-2", "alb", "group.name: shared", second);
        }

        Assert.Equal(message, await scenario.FailAsync());
    }

    [Theory]
    [InlineData("manage-backend-security-group-rules: true", null, true, "[\"sg-3\",\"sg-shared\"]")]
    [InlineData("manage-backend-security-group-rules: false", null, true, "[\"sg-3\"]")]
    [InlineData("manage-backend-security-group-rules: true", "manage-backend-security-group-rules: false", true, "conflicting manage backend security group rules settings")]
    [InlineData("manage-backend-security-group-rules: yes", null, true, "failed to parse bool annotation, alb.ingress.kubernetes.io/manage-backend-security-group-rules: yes: strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("manage-backend-security-group-rules: true", null, false, "backendSG feature is required to manage worker node SG rules when frontendSG manually specified")]
    public async Task Build_NamedSecurityGroups_TheFlagSaysWhoManagesTheRest(string first, string? second, bool shared, string expected)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { EnableBackendSecurityGroup = shared };
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", "security-groups: sg-3", first);
        scenario.Add("ns-1/ing-2", "alb", ["group.name: shared", .. second is null ? Array.Empty<string>() : [second]]);

        Assert.Equal(expected, expected[0] == '[' ? await ReadAsync(scenario, "securityGroups") : await scenario.FailAsync());
    }

    [Theory]
    [InlineData(true, """[{"$ref":"#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID"},"sg-shared"]""")]
    [InlineData(false, """[{"$ref":"#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID"}]""")]
    public async Task Build_ManagedSecurityGroup_TheSharedOneJoinsIt(bool shared, string expected)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { EnableBackendSecurityGroup = shared };
        scenario.Add("ns-1/ing-1", "alb", "security-groups: ");

        Assert.Equal(expected, await ReadAsync(scenario, "securityGroups"));
    }

    [Theory]
    [InlineData("""{"subnets":{"ids":["subnet-a","subnet-b"]}}""", "subnets: subnet-a", "conflicting subnet specifications: IngressClassParams versus annotation")]
    [InlineData("""{"tags":[{"key":"owner","value":"me"}]}""", "x: y", "failed build tags for IngressClassParams strict: external managed tag key owner cannot be specified")]
    public async Task Build_ClassAgainstAnnotation_Fails(string spec, string annotation, string message)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { ExternalManagedTags = ["owner"] };
        scenario.AddParams(spec);
        scenario.Add("ns-1/ing-1", "strict", "group.name: shared");
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", annotation);

        Assert.Equal(message, await scenario.FailAsync());
    }

    [Fact]
    public async Task Build_TwoClassesChooseOtherSubnets_Fails()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"subnets":{"ids":["subnet-a","subnet-b"]}}""");
        scenario.IngressClasses.Add(Scenario.Class("other", "other"));
        scenario.Params["other"] = scenario.Params["strict"] with
        {
            Spec = new Kubernetes.IngressClassParams.Specification { Subnets = new Kubernetes.IngressClassParams.SubnetSelector { Ids = ["subnet-b", "subnet-a"] } },
        };
        scenario.Add("ns-1/ing-1", "strict", "group.name: shared");
        scenario.Add("ns-1/ing-2", "other", "group.name: shared");

        Assert.Equal("conflicting IngressClassParams subnet specifications", await scenario.FailAsync());
    }

    [Fact]
    public async Task Build_SubnetsInAnotherOrder_AgreeAndTheFirstMembersOrderStands()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", "subnets: subnet-a,subnet-b", "group.order: 1");
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", "subnets: subnet-b,subnet-a");

        Assert.Equal("""[{"subnetID":"subnet-b"},{"subnetID":"subnet-a"}]""", await ReadAsync(scenario, "subnetMapping"));
    }

    [Theory]
    [InlineData("internal", """[{"subnetID":"subnet-old"}]""")]
    [InlineData("internet-facing", """[{"subnetID":"subnet-a"},{"subnetID":"subnet-b"}]""")]
    public async Task Build_LoadBalancerExists_ItsSubnetsStayUnlessTheSchemeChanges(string scheme, string expected)
    {
        var scenario = new Scenario { LoadBalancer = new LoadBalancerFact(scheme, ["subnet-old"]) };
        scenario.Add("ns-1/ing-1", "alb");

        Assert.Equal(expected, await ReadAsync(scenario, "subnetMapping"));
    }

    [Fact]
    public async Task Build_NoSubnets_SaysThatItLooked()
    {
        var scenario = new Scenario();
        scenario.Subnets.Clear();
        scenario.Add("ns-1/ing-1", "alb");

        Assert.Equal(
            "couldn't auto-discover subnets: unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses",
            await scenario.FailAsync());
    }

    [Theory]
    [InlineData(false, """{"a":"default","b":"2","c":"3"}""")]
    [InlineData(true, """{"a":"1","b":"2","c":"3"}""")]
    public async Task Build_DefaultTags_TheGateSaysWhoWins(bool lowPriority, string expected)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with
        {
            DefaultTags = new Dictionary<string, string> { ["a"] = "default", ["c"] = "3" },
            DefaultTagsLowPriority = lowPriority,
        };
        scenario.Add("ns-1/ing-1", "alb", "tags: a=1,b=2");

        Assert.Equal(expected, await ReadAsync(scenario, "tags"));
    }

    [Fact]
    public async Task Build_AttributeConflictThatTheClassSettles_IsNone()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]}""");
        scenario.Add("ns-1/ing-1", "strict", "group.name: shared", "load-balancer-attributes: a=1");
        scenario.Add("ns-1/ing-2", "strict", "group.name: shared", "load-balancer-attributes: a=2");

        Assert.Equal("""[{"key":"a","value":"class"}]""", await ReadAsync(scenario, "loadBalancerAttributes"));
    }

    [Fact]
    public async Task Build_CapacityGateIsOff_NothingIsReserved()
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { LoadBalancerCapacityReservation = false };
        scenario.Add("ns-1/ing-1", "alb", "minimum-load-balancer-capacity: nonsense");

        Assert.Null(await ReadAsync(scenario, "minimumLoadBalancerCapacity"));
    }

    internal static async Task<string?> ReadAsync(Scenario scenario, string member, string id = "LoadBalancer")
    {
        using var stack = JsonDocument.Parse(await scenario.BuildJsonAsync());
        var spec = stack.RootElement.GetProperty("resources").GetProperty("AWS::ElasticLoadBalancingV2::LoadBalancer").GetProperty(id).GetProperty("spec");
        return spec.TryGetProperty(member, out var value) ? value.GetRawText() : null;
    }

    private static Kubernetes.Ingress WithoutSubnets(Kubernetes.Ingress ingress) => ingress with
    {
        Metadata = ingress.Metadata with
        {
            Annotations = ingress.Metadata.Annotations
                .Where(pair => !pair.Key.EndsWith("/subnets", StringComparison.Ordinal))
                .ToDictionary(),
        },
    };
}
