using System.Text.Json.Nodes;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Api.Tests;

/// <summary>
/// Whole stacks, without loaders in between: members, objects, facts and flags in; the controller's JSON, or its error, out. A case looks at the part
/// that it is about.
/// </summary>
public sealed class StackTests
{
    private const string Facts = """
        "backendSecurityGroupId":"sg-backend",
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"a","hasIpv6CidrBlock":true,"tags":{"kubernetes.io/role/elb":"1","kubernetes.io/role/internal-elb":"1","Name":"left"}},
                   {"subnetId":"subnet-2","availabilityZone":"b","hasIpv6CidrBlock":true,"tags":{"kubernetes.io/role/elb":"1","kubernetes.io/role/internal-elb":"1","Name":"right"}}],
        "securityGroups":[{"groupId":"sg-1"},{"groupId":"sg-2","tags":{"Name":"web"}}],
        "certificates":[{"certificateArn":"arn:wild","domainNames":["*.example.com"]},{"certificateArn":"arn:shop","domainNames":["shop.example.com"]},{"certificateArn":"arn:private","domainNames":["in.example.org"],"certificateAuthorityArn":"arn:ca"}],
        "trustStores":[{"name":"ts","trustStoreArn":"arn:ts"}],
        "webACLs":[{"name":"acl","ARN":"arn:acl"}],
        "targetGroups":[{"targetGroupName":"legacy","targetGroupArn":"arn:legacy"}]
        """;

    private const string Objects = """
        [{"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"svc","uid":"uid-1"},"spec":{"type":"NodePort","ports":[{"name":"http","port":80,"targetPort":8080,"nodePort":30080},{"name":"web","port":81,"targetPort":"web","nodePort":30081}]}},
         {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"inner","uid":"uid-2","annotations":{"alb.ingress.kubernetes.io/healthcheck-path":"/ready"}},"spec":{"type":"ClusterIP","ports":[{"port":80,"targetPort":8080}]}},
         {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"six","uid":"uid-3"},"spec":{"type":"NodePort","ipFamilies":["IPv6"],"ports":[{"port":80,"targetPort":8080,"nodePort":30090}]}},
         {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"outside","uid":"uid-4"},"spec":{"type":"ExternalName","externalName":"example.org"}},
         {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"ns","name":"oidc"},"data":{"clientID":"aWQ=","clientSecret":"c2VjcmV0"}}]
        """;

    private const string ListenerOf = "AWS::ElasticLoadBalancingV2::Listener";
    private const string RuleOf = "AWS::ElasticLoadBalancingV2::ListenerRule";
    private const string BalancerOf = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    private const string GroupOf = "AWS::ElasticLoadBalancingV2::TargetGroup";
    private const string BindingOf = "K8S::ElasticLoadBalancingV2::TargetGroupBinding";

    private static readonly char[] Separators = [' '];

    // annotations are written KEY=VALUE, one a line, without the prefix.
    [Theory]
    [InlineData("", BalancerOf, "LoadBalancer/spec/scheme", "\"internal\"")]
    [InlineData("scheme=internet-facing", BalancerOf, "LoadBalancer/spec/scheme", "\"internet-facing\"")]
    [InlineData("scheme=public", BalancerOf, "LoadBalancer/spec/scheme", "error: unknown scheme: public")]
    [InlineData("ip-address-type=dualstack", BalancerOf, "LoadBalancer/spec/ipAddressType", "\"dualstack\"")]
    [InlineData("ip-address-type=ipv6", BalancerOf, "LoadBalancer/spec/ipAddressType", "error: unknown IPAddressType: ipv6")]
    [InlineData("load-balancer-name=mine", BalancerOf, "LoadBalancer/spec/name", "\"mine\"")]
    [InlineData("load-balancer-name=a123456789b123456789c123456789d12", BalancerOf, "LoadBalancer/spec/name", "error: load balancer name cannot be longer than 32 characters")]
    [InlineData("subnets=right,left", BalancerOf, "LoadBalancer/spec/subnetMapping", """[{"subnetID":"subnet-2"},{"subnetID":"subnet-1"}]""")]
    [InlineData("security-groups=web,sg-1", BalancerOf, "LoadBalancer/spec/securityGroups", """["sg-1","sg-2"]""")]
    [InlineData("security-groups=sg-1\nmanage-backend-security-group-rules=true", BalancerOf, "LoadBalancer/spec/securityGroups", """["sg-1","sg-backend"]""")]
    [InlineData("load-balancer-attributes=b=2,a=1", BalancerOf, "LoadBalancer/spec/loadBalancerAttributes", """[{"key":"a","value":"1"},{"key":"b","value":"2"}]""")]
    [InlineData("tags=a=1", BalancerOf, "LoadBalancer/spec/tags", """{"a":"1"}""")]
    [InlineData("minimum-load-balancer-capacity=CapacityUnits=500", BalancerOf, "LoadBalancer/spec/minimumLoadBalancerCapacity", """{"capacityUnits":500}""")]
    [InlineData("ipam-ipv4-pool-id=ipam-1\nscheme=internet-facing", BalancerOf, "LoadBalancer/spec/ipv4IPAMPool", "\"ipam-1\"")]
    [InlineData("inbound-cidrs=10.0.0.0/8", "AWS::EC2::SecurityGroup", "ManagedLBSecurityGroup/spec/ingress", """[{"ipProtocol":"tcp","fromPort":80,"toPort":80,"ipRanges":[{"cidrIP":"10.0.0.0/8"}]}]""")]
    [InlineData("security-group-prefix-lists=pl-1", "AWS::EC2::SecurityGroup", "ManagedLBSecurityGroup/spec/ingress", """[{"ipProtocol":"tcp","fromPort":80,"toPort":80,"prefixLists":[{"listID":"pl-1"}]}]""")]
    [InlineData("wafv2-acl-name=acl", "AWS::WAFv2::WebACLAssociation", "LoadBalancer/spec/webACLARN", "\"arn:acl\"")]
    [InlineData("shield-advanced-protection=true", "AWS::Shield::Protection", "LoadBalancer/spec/enabled", "true")]

    // Listeners.
    [InlineData("listen-ports=[{\"HTTP\":80},{\"HTTPS\":8443}]\ncertificate-arn=arn:x", ListenerOf, "8443/spec/protocol", "\"HTTPS\"")]
    [InlineData("listen-ports=[{\"TCP\":80}]", ListenerOf, "80", "error: ingress: ns/ing: listen protocol must be within [HTTP, HTTPS]: TCP")]
    [InlineData("certificate-arn=arn:x\nssl-policy=P", ListenerOf, "443/spec/sslPolicy", "\"P\"")]
    [InlineData("certificate-arn=arn:x\nlisten-ports=[{\"HTTP\":80},{\"HTTPS\":443}]\nssl-redirect=443", ListenerOf, "80/spec/defaultActions", """[{"type":"redirect","redirectConfig":{"port":"443","protocol":"HTTPS","statusCode":"HTTP_301"}}]""")]
    [InlineData("ssl-redirect=443", ListenerOf, "80", "error: listener does not exist for SSLRedirect port: 443")]
    [InlineData("certificate-arn=arn:x\nmutual-authentication=[{\"port\":443,\"mode\":\"verify\",\"trustStore\":\"ts\"}]", ListenerOf, "443/spec/mutualAuthentication/trustStoreArn", "\"arn:ts\"")]
    [InlineData("listener-attributes.HTTP-80=a=1", ListenerOf, "80/spec/listenerAttributes", """[{"Key":"a","Value":"1"}]""")]

    // Target groups and bindings.
    [InlineData("", GroupOf, "ns/ing-svc:80/spec/port", "30080")]
    [InlineData("target-type=ip", GroupOf, "ns/ing-svc:80/spec/port", "8080")]
    [InlineData("backend-protocol-version=GRPC", GroupOf, "ns/ing-svc:80/spec/healthCheckConfig/matcher", """{"grpcCode":"12"}""")]
    [InlineData("healthcheck-port=http\ntarget-type=ip", GroupOf, "ns/ing-svc:80/spec/healthCheckConfig/port", "8080")]
    [InlineData("target-type=lambda", GroupOf, "ns/ing-svc:80", "error: ingress: ns/ing: unknown targetType: lambda")]
    [InlineData("backend-protocol=TCP", GroupOf, "ns/ing-svc:80", "error: ingress: ns/ing: backend protocol must be within [HTTP, HTTPS]: TCP")]
    [InlineData("target-node-labels=a=b", BindingOf, "ns/ing-svc:80/spec/template/spec/nodeSelector", """{"matchLabels":{"a":"b"}}""")]
    [InlineData("multi-cluster-target-group=true", BindingOf, "ns/ing-svc:80/spec/template/spec/multiClusterTargetGroup", "true")]
    [InlineData("", BindingOf, "ns/ing-svc:80/spec/template/spec/networking", """{"ingress":[{"from":[{"securityGroup":{"groupID":"sg-backend"}}],"ports":[{"protocol":"TCP","port":30080}]}]}""")]
    public Task Annotations(string annotations, string type, string path, string expected) =>
        CheckAsync([], annotations, Rules("""{"path":"/","pathType":"Prefix","backend":{"service":{"name":"svc","port":{"number":80}}}}"""), type, path, expected);

    // Rules of one path, and what a backend can be.
    [Theory]
    [InlineData("", "svc 80", RuleOf, "80:1/spec/actions/0/forwardConfig/targetGroups/0/targetGroupARN/$ref", "\"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns/ing-svc:80/status/targetGroupARN\"")]
    [InlineData("", "svc http", GroupOf, "ns/ing-svc:http/spec/port", "30080")]
    [InlineData("target-type=ip", "svc web", GroupOf, "ns/ing-svc:web/spec/port", "1")]
    [InlineData("", "svc 82", RuleOf, "80:1", "error: ingress: ns/ing: unable to find port 82 on service ns/svc")]
    [InlineData("", "svc admin", RuleOf, "80:1", "error: ingress: ns/ing: unable to find port admin on service ns/svc")]
    [InlineData("", "inner 80", RuleOf, "80:1", "error: ingress: ns/ing: TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'")]
    [InlineData("target-type=ip\nhealthcheck-path=/x", "inner 80", GroupOf, "ns/ing-inner:80/spec/healthCheckConfig/path", "\"/ready\"")]
    [InlineData("target-type=ip", "six 80", RuleOf, "80:1", "error: ingress: ns/ing: unsupported IPv6 configuration, lb not dual-stack")]
    [InlineData("target-type=ip\nip-address-type=dualstack", "six 80", GroupOf, "ns/ing-six:80/spec/ipAddressType", "\"ipv6\"")]
    [InlineData("target-type=ip", "outside 80", RuleOf, "80:1", "error: ingress: ns/ing: unable to find port 80 on service ns/outside")]
    [InlineData("", "gone 80", RuleOf, "80:1/spec/actions/0/fixedResponseConfig/messageBody", "\"Backend service does not exist\"")]
    [InlineData("", "gone use-annotation", RuleOf, "80:1/spec/actions/0/fixedResponseConfig/messageBody", "\"Backend action does not exist\"")]
    [InlineData("actions.a={\"type\":\"forward\",\"targetGroupName\":\"legacy\"}", "a use-annotation", RuleOf, "80:1/spec/actions/0/forwardConfig/targetGroups", """[{"targetGroupARN":"arn:legacy"}]""")]
    [InlineData("actions.a={\"type\":\"forward\",\"targetGroupName\":\"gone\"}", "a use-annotation", RuleOf, "80:1", "error: ingress: ns/ing: searching TargetGroup with name gone: expecting a single targetGroup with query [gone] but got 0")]
    [InlineData("actions.a={\"type\":\"fixed-response\"}", "a use-annotation", RuleOf, "80:1", "error: ingress: ns/ing: missing FixedResponseConfig")]
    [InlineData("conditions.svc=[{\"field\":\"source-ip\",\"sourceIPConfig\":{\"values\":[\"10.0.0.0/8\"]}}]", "svc 80", RuleOf, "80:1/spec/conditions", """[{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8"]}},{"field":"host-header","hostHeaderConfig":{"values":["shop.example.com"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("transforms.svc=[{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":\"a\",\"replace\":\"b\"}]}}]", "svc 80", RuleOf, "80:1/spec/transforms/0/type", "\"url-rewrite\"")]
    [InlineData("auth-type=oidc\ncertificate-arn=arn:x\nauth-idp-oidc={\"issuer\":\"i\",\"authorizationEndpoint\":\"a\",\"tokenEndpoint\":\"t\",\"userInfoEndpoint\":\"u\",\"secretName\":\"oidc\"}", "svc 80", RuleOf, "443:1/spec/actions/0/type", "\"authenticate-oidc\"")]
    [InlineData("auth-type=oidc\ncertificate-arn=arn:x\nauth-idp-oidc={\"issuer\":\"i\",\"authorizationEndpoint\":\"a\",\"tokenEndpoint\":\"t\",\"userInfoEndpoint\":\"u\",\"secretName\":\"gone\"}", "svc 80", RuleOf, "443:1", "error: ingress: ns/ing: secrets \"gone\" not found")]
    [InlineData("listen-ports=[{\"HTTPS\":443}]", "svc 80", ListenerOf, "443/spec/certificates", """[{"certificateARN":{"$ref":"#/resources///status/certificateARN"}},{"certificateARN":{"$ref":"#/resources///status/certificateARN"}}]""")]
    public Task Backends(string annotations, string backend, string type, string path, string expected)
    {
        var (name, port) = backend.Split(Separators) switch { [var first, var second] => (first, second), _ => throw new ArgumentException(backend) };
        var portJson = int.TryParse(port, out var number) ? $"\"number\":{number}" : $"\"name\":\"{port}\"";
        return CheckAsync(
            [], annotations, Rules($$"""{"path":"/","pathType":"Prefix","backend":{"service":{"name":"{{name}}","port":{ {{portJson}} } } } }""", "shop.example.com"), type, path, expected);
    }

    [Theory]
    [InlineData("--default-target-type=ip", GroupOf, "ns/ing-svc:80/spec/targetType", "\"ip\"")]
    [InlineData("--default-load-balancer-scheme=internet-facing", BalancerOf, "LoadBalancer/spec/scheme", "\"internet-facing\"")]
    [InlineData("--default-tags=team=a", BalancerOf, "LoadBalancer/spec/tags", """{"team":"a"}""")]
    [InlineData("--enable-backend-security-group=false", BalancerOf, "LoadBalancer/spec/securityGroups", """[{"$ref":"#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID"}]""")]
    [InlineData("--backend-security-group=sg-mine", BindingOf, "ns/ing-svc:80/spec/template/spec/networking/ingress/0/from/0/securityGroup/groupID", "\"sg-mine\"")]
    [InlineData("--disable-restricted-sg-rules=true", BindingOf, "ns/ing-svc:80/spec/template/spec/networking/ingress/0/ports", """[{"protocol":"TCP"}]""")]
    [InlineData("--feature-gates=EnableIPTargetType=false --default-target-type=ip", GroupOf, "ns/ing-svc:80", "error: ingress: ns/ing: unsupported targetType: ip when EnableIPTargetType is false")]
    public Task Flags(string flags, string type, string path, string expected) =>
        CheckAsync(flags.Split(Separators), "", Rules("""{"path":"/","pathType":"Prefix","backend":{"service":{"name":"svc","port":{"number":80}}}}"""), type, path, expected);

    // Class parameters win over annotations of the same meaning.
    [Theory]
    [InlineData("""{"scheme":"internet-facing"}""", BalancerOf, "LoadBalancer/spec/scheme", "\"internet-facing\"")]
    [InlineData("""{"ipAddressType":"dualstack"}""", BalancerOf, "LoadBalancer/spec/ipAddressType", "\"dualstack\"")]
    [InlineData("""{"loadBalancerName":"classy"}""", BalancerOf, "LoadBalancer/spec/name", "\"classy\"")]
    [InlineData("""{"tags":[{"key":"k","value":"v"}]}""", BalancerOf, "LoadBalancer/spec/tags", """{"k":"v"}""")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"k","value":"v"}]}""", BalancerOf, "LoadBalancer/spec/loadBalancerAttributes", """[{"key":"k","value":"v"}]""")]
    [InlineData("""{"subnets":{"ids":["subnet-2","subnet-1"]}}""", BalancerOf, "LoadBalancer/spec/subnetMapping", """[{"subnetID":"subnet-1"},{"subnetID":"subnet-2"}]""")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8"]}""", "AWS::EC2::SecurityGroup", "ManagedLBSecurityGroup/spec/ingress/0/ipRanges", """[{"cidrIP":"10.0.0.0/8"}]""")]
    [InlineData("""{"prefixListsIDs":["pl-1"]}""", "AWS::EC2::SecurityGroup", "ManagedLBSecurityGroup/spec/ingress/0/prefixLists", """[{"listID":"pl-1"}]""")]
    [InlineData("""{"certificateArn":["arn:x"],"sslPolicy":"P"}""", ListenerOf, "443/spec/sslPolicy", "\"P\"")]
    [InlineData("""{"certificateArn":["arn:x"],"sslRedirectPort":"443"}""", ListenerOf, "443/spec/port", "443")]
    [InlineData("""{"sslRedirectPort":"https"}""", ListenerOf, "80/spec/defaultActions/0/type", "\"fixed-response\"")]
    [InlineData("""{"targetType":"ip"}""", GroupOf, "ns/ing-svc:80/spec/targetType", "\"ip\"")]
    [InlineData("""{"listeners":[{"protocol":"HTTP","port":80,"listenerAttributes":[{"key":"k","value":"v"}]}]}""", ListenerOf, "80/spec/listenerAttributes", """[{"Key":"k","Value":"v"}]""")]
    [InlineData("""{"minimumLoadBalancerCapacity":{"capacityUnits":7}}""", BalancerOf, "LoadBalancer/spec/minimumLoadBalancerCapacity", """{"capacityUnits":7}""")]
    [InlineData("""{"ipamConfiguration":{"ipv4IPAMPoolId":"ipam-1"},"scheme":"internet-facing"}""", BalancerOf, "LoadBalancer/spec/ipv4IPAMPool", "\"ipam-1\"")]
    [InlineData("""{"wafv2AclArn":"arn:w"}""", "AWS::WAFv2::WebACLAssociation", "LoadBalancer/spec/webACLARN", "\"arn:w\"")]
    [InlineData("""{"wafv2AclName":"acl"}""", "AWS::WAFv2::WebACLAssociation", "LoadBalancer/spec/webACLARN", "\"arn:acl\"")]
    public Task ClassParams(string spec, string type, string path, string expected) =>
        CheckAsync([], "", Rules("""{"path":"/","pathType":"Prefix","backend":{"service":{"name":"svc","port":{"number":80}}}}"""), type, path, expected, spec);

    [Fact]
    public async Task Build_GroupOfNobody_IsAnEmptyStack()
    {
        var stack = await new IngressStackBuilder(Given.Flags(), Given.Objects(Objects), Given.Facts(Facts).ToLookup())
            .BuildAsync(new IngressGroup(IngressGroupId.Explicit("empty"), [], []), Given.Token);

        Assert.Equal("""{"id":"empty","resources":{"FrontendNLBTargetGroup":{"FrontendNLBTargetGroup":{"TargetGroups":{}}}}}""", StackJson.Write(stack));
    }

    private static async Task CheckAsync(
        IReadOnlyList<string> flags, string annotations, string rules, string type, string path, string expected, string? classParams = null)
    {
        var map = new JsonObject(annotations.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            line => KeyValuePair.Create($"alb.ingress.kubernetes.io/{line.Split('=')[0]}", (JsonNode?)line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..])));
        var ingress = Given.Object<Ingress>($$"""{"metadata":{"namespace":"ns","name":"ing","annotations":{{map.ToJsonString()}} },"spec":{"rules":{{rules}} } }""");
        var member = new ClassifiedIngress(ingress, classParams is null ? null : Given.Object<IngressClassParams>($$"""{"metadata":{"name":"c"},"spec":{{classParams}} }"""));
        var builder = new IngressStackBuilder(Given.Flags([.. flags]), Given.Objects(Objects), Given.Facts(Facts).ToLookup());

        Assert.Equal(expected, await Given.TryAsync(async () =>
        {
            var stack = await builder.BuildAsync(new IngressGroup(IngressGroupId.Implicit(member.Key), [member], []), Given.Token);
            return Find(JsonNode.Parse(StackJson.Write(stack))!["resources"]![type]!, path);
        }));
    }

    // ids hold slashes of their own: the longest that is there is taken.
    private static string Find(JsonNode node, string path)
    {
        if (path.Length == 0)
        {
            return node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }

        if (node is JsonArray list)
        {
            var index = int.Parse(path.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);
            return Find(list[index]!, path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[(slash + 1)..] : "");
        }

        var name = node.AsObject().Select(member => member.Key)
            .Where(key => path == key || path.StartsWith($"{key}/", StringComparison.Ordinal)).OrderByDescending(key => key.Length).FirstOrDefault();
        return name is null ? $"no {path}" : Find(node[name]!, path[name.Length..].TrimStart('/'));
    }

    private static string Rules(string path, string host = "") =>
        new JsonArray(new JsonObject { ["host"] = host, ["http"] = new JsonObject { ["paths"] = new JsonArray(JsonNode.Parse(path)) } }).ToJsonString();
}
