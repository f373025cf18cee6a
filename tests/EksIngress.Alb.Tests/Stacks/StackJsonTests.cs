using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.WebAcls;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>Members of the controller's own JSON, one resource at a time: their order, what is left out, and what is written though it is empty.</summary>
public sealed class StackJsonTests
{
    private static readonly IngressStack Empty = new() { Id = IngressGroupId.Explicit("g") };

    private static readonly LoadBalancerSpec Balancer = new()
    {
        Name = "",
        Scheme = "",
        IpAddressType = "",
        SubnetMappings = [],
        SecurityGroups = [],
        Attributes = NoStrings.Map,
        Tags = NoStrings.Map,
    };

    private static readonly ListenerSpec Listener = new()
    {
        Port = 80,
        Protocol = "HTTP",
        DefaultActions = [new ListenerAction.FixedResponse(null, "", "404")],
        Certificates = [],
        SslPolicy = null,
        Attributes = NoStrings.Map,
        Tags = NoStrings.Map,
    };

    [Theory]
    [InlineData("", "g", "g")]
    [InlineData("ns", "ing", "ns/ing")]
    public void Write_NothingToBuild_HasIdAndTargetsOfNoNlb(string ns, string name, string id) => Assert.Equal(
        "{\"id\":\"" + id + "\"," + """ "resources":{"FrontendNLBTargetGroup":{"FrontendNLBTargetGroup":{"TargetGroups":{}}}}}""".TrimStart(),
        StackJson.Write(new IngressStack { Id = new IngressGroupId(ns, name) }));

    [Fact]
    public void Write_LoadBalancer_LeavesOutWhatIsEmptyButName() => Assert.Equal(
        """{"LoadBalancer":{"spec":{"name":"","type":"application"}}}""", Resource(Empty with { LoadBalancer = Balancer }, ResourceTypes.LoadBalancer));

    [Fact]
    public void Write_LoadBalancer_HasItsMembersInOrder() => Assert.Equal(
        """{"LoadBalancer":{"spec":{"name":"n","type":"application","scheme":"s","ipAddressType":"t","subnetMapping":[{"subnetID":"b"},{"subnetID":"a"}],"securityGroups":["sg",{"$ref":"#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID"}],"customerOwnedIPv4Pool":"","loadBalancerAttributes":[{"key":"a","value":""},{"key":"b","value":"1"}],"minimumLoadBalancerCapacity":{"capacityUnits":0},"tags":{"a":"\u003c","é":"2"},"ipv4IPAMPool":""}}}""",
        Resource(
            Empty with
            {
                LoadBalancer = Balancer with
                {
                    Name = "n",
                    Scheme = "s",
                    IpAddressType = "t",
                    SubnetMappings = [new("b"), new("a")],
                    SecurityGroups = [StackValue.Of("sg"), ResourceTypes.ManagedSecurityGroupIdValue],
                    CustomerOwnedIpv4Pool = "",
                    Attributes = new Dictionary<string, string> { ["b"] = "1", ["a"] = "" },
                    MinimumCapacityUnits = 0,
                    Tags = new Dictionary<string, string> { ["é"] = "2", ["a"] = "<" },
                    Ipv4IpamPool = "",
                },
            },
            ResourceTypes.LoadBalancer));

    [Fact]
    public void Write_Listener_LeavesOutWhatIsEmpty() => Assert.Equal(
        """{"80":{"spec":{"loadBalancerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN"},"port":80,"protocol":"HTTP","defaultActions":[{"type":"fixed-response","fixedResponseConfig":{"messageBody":"","statusCode":"404"}}]}}}""",
        Resource(Empty with { Listeners = [Listener] }, ResourceTypes.Listener));

    [Fact]
    public void Write_Listener_HasItsMembersInOrder() => Assert.Equal(
        """{"443":{"spec":{"loadBalancerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN"},"port":443,"protocol":"HTTPS","defaultActions":[{"type":"forward","forwardConfig":{"targetGroups":null}}],"certificates":[{"certificateARN":{"$ref":"#/resources///status/certificateARN"}},{"certificateARN":{"$ref":"#/resources/AWS::ACM::Certificate/private/x-1/status/certificateARN"}}],"sslPolicy":"","mutualAuthentication":{"mode":"off","trustStoreArn":""},"tags":{"k":""},"listenerAttributes":[{"Key":"a","Value":"1"}]}}}""",
        Resource(
            Empty with
            {
                Listeners =
                [
                    Listener with
                    {
                        Port = 443,
                        Protocol = "HTTPS",
                        DefaultActions = [new ListenerAction.Forward([], null)],
                        Certificates = [StackValue.Of("arn:any"), ResourceTypes.CertificateArn("private/x-1")],
                        SslPolicy = "",
                        MutualAuthentication = new MutualAuthentication("off", "", null, null),
                        Tags = new Dictionary<string, string> { ["k"] = "" },
                        Attributes = new Dictionary<string, string> { ["a"] = "1" },
                    },
                ],
            },
            ResourceTypes.Listener));

    [Theory]
    [InlineData("verify", "arn", false, null, """{"mode":"verify","trustStoreArn":"arn","ignoreClientCertificateExpiry":false}""")]
    [InlineData("verify", "arn", true, "on", """{"mode":"verify","trustStoreArn":"arn","ignoreClientCertificateExpiry":true,"advertiseTrustStoreCaNames":"on"}""")]
    [InlineData("passthrough", "", null, null, """{"mode":"passthrough","trustStoreArn":""}""")]
    public void Write_MutualAuthentication(string mode, string store, bool? ignore, string? advertise, string expected) => Assert.Contains(
        $"\"mutualAuthentication\":{expected}",
        Resource(Empty with { Listeners = [Listener with { MutualAuthentication = new MutualAuthentication(mode, store, ignore, advertise) }] }, ResourceTypes.Listener),
        StringComparison.Ordinal);

    [Fact]
    public void Write_Rule_HasItsMembersInOrder() => Assert.Equal(
        """{"80:10":{"spec":{"listenerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::Listener/80/status/listenerARN"},"priority":10,"actions":[{"type":"redirect","redirectConfig":{"host":"","statusCode":"HTTP_301"}}],"conditions":[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"n","regexValues":["r"],"values":["v"]}}],"transforms":[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":null}},{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"a","replace":""}]}}],"tags":{"k":"v"}}},"80:2":{"spec":{"listenerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::Listener/80/status/listenerARN"},"priority":2,"actions":[{"type":"fixed-response","fixedResponseConfig":{"statusCode":"200"}}],"conditions":[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]}}}""",
        Resource(
            Empty with
            {
                Rules =
                [
                    new ListenerRuleSpec
                    {
                        ListenerPort = 80,
                        Priority = 2,
                        Conditions = [new RuleCondition.PathPattern(["/*"], [])],
                        Actions = [new ListenerAction.FixedResponse(null, null, "200")],
                        Tags = NoStrings.Map,
                    },
                    new ListenerRuleSpec
                    {
                        ListenerPort = 80,
                        Priority = 10,
                        Conditions = [new RuleCondition.HttpHeader("n", ["v"], ["r"])],
                        Actions = [new ListenerAction.Redirect("", null, null, null, null, "HTTP_301")],
                        Transforms = [new RuleTransform.UrlRewrite([]), new RuleTransform.HostHeaderRewrite([new("a", "")])],
                        Tags = new Dictionary<string, string> { ["k"] = "v" },
                    },
                ],
            },
            ResourceTypes.ListenerRule));

    [Fact]
    public void Write_SecurityGroup_HasAPermissionForEachSource() => Assert.Equal(
        """{"ManagedLBSecurityGroup":{"spec":{"groupName":"n","description":"d","tags":{"k":"v"},"ingress":[{"ipProtocol":"tcp","fromPort":80,"toPort":80,"ipRanges":[{"cidrIP":"10.0.0.0/8"}]},{"ipProtocol":"tcp","fromPort":80,"toPort":80,"ipv6Ranges":[{"cidrIPv6":"::/0"}]},{"ipProtocol":"tcp","fromPort":81,"toPort":81,"prefixLists":[{"listID":"pl"}]}]}}}""",
        Resource(
            Empty with
            {
                ManagedSecurityGroup = new SecurityGroupSpec
                {
                    Name = "n",
                    Description = "d",
                    Tags = new Dictionary<string, string> { ["k"] = "v" },
                    Ingress =
                    [
                        new(80, SecurityGroupSpec.PermissionSource.Ipv4, "10.0.0.0/8"),
                        new(80, SecurityGroupSpec.PermissionSource.Ipv6, "::/0"),
                        new(81, SecurityGroupSpec.PermissionSource.PrefixList, "pl"),
                    ],
                },
            },
            ResourceTypes.SecurityGroup));

    [Fact]
    public void Write_SecurityGroupThatAdmitsNothing_LeavesItOut() => Assert.Equal(
        """{"ManagedLBSecurityGroup":{"spec":{"groupName":"n","description":""}}}""",
        Resource(
            Empty with { ManagedSecurityGroup = new SecurityGroupSpec { Name = "n", Description = "", Tags = NoStrings.Map, Ingress = [] } },
            ResourceTypes.SecurityGroup));

    [Fact]
    public void Write_TargetGroupBinding_LeavesOutWhatIsEmpty()
    {
        var binding = new TargetGroupBindingSpec
        {
            ResourceId = "ns/ing-svc:80",
            Key = new NamespacedName("ns", "tg"),
            TargetType = "instance",
            ServiceName = "svc",
            ServicePort = IntOrString.Of("80"),
            NetworkRules = null,
            NodeLabels = null,
            IpAddressType = "ipv4",
            VpcId = "",
            TargetGroupProtocol = "HTTP",
        };
        const string start = """{"ns/ing-svc:80":{"spec":{"template":{"metadata":{"name":"tg","namespace":"ns"},"spec":{"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns/ing-svc:80/status/targetGroupARN"},"targetType":"instance","serviceRef":{"name":"svc","port":"80"},""";

        Assert.Equal(
            start + """ "ipAddressType":"ipv4","targetGroupProtocol":"HTTP"}}}}}""".TrimStart(),
            Resource(Empty with { TargetGroupBindings = [binding] }, ResourceTypes.TargetGroupBinding));
        Assert.Equal(
            start + """ "networking":{"ingress":[{"from":[{"securityGroup":{"groupID":"sg"}}],"ports":[{"protocol":"TCP"}]}]},"nodeSelector":{"matchLabels":{"a":"1"}},"ipAddressType":"ipv4","vpcID":"vpc","multiClusterTargetGroup":true,"targetGroupProtocol":"HTTP"}}}}}""".TrimStart(),
            Resource(
                Empty with
                {
                    TargetGroupBindings =
                    [
                        binding with
                        {
                            NetworkRules = new(StackValue.Of("sg"), [null]),
                            NodeLabels = new Dictionary<string, string> { ["a"] = "1" },
                            VpcId = "vpc",
                            MultiClusterTargetGroup = true,
                        },
                    ],
                },
                ResourceTypes.TargetGroupBinding));
    }

    [Theory]
    [InlineData("", null, null, ResourceTypes.WebAclAssociation, "\"webACLARN\":\"\"")]
    [InlineData(null, "id", null, ResourceTypes.RegionalWebAclAssociation, "\"webACLID\":\"id\"")]
    [InlineData(null, null, false, ResourceTypes.ShieldProtection, "\"enabled\":false")]
    public void Write_Protections_NameTheLoadBalancer(string? arn, string? id, bool? shield, string type, string expected) => Assert.Equal(
        """{"LoadBalancer":{"spec":{""" + expected +
            ""","resourceARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN"}}}}""",
        Resource(Empty with { Protections = new LoadBalancerProtections(arn, id, shield) }, type));

    private static string Resource(IngressStack stack, string type)
    {
        using var document = System.Text.Json.JsonDocument.Parse(StackJson.Write(stack));
        return document.RootElement.GetProperty("resources").GetProperty(type).GetRawText();
    }
}
