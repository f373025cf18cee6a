using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>
/// Listeners and rules of whole groups, from plain data. A member's rules follow its annotations: <c>-> a.example.com/x web:80, / cart:http,
/// default web:80</c>; a path that ends in <c>=</c> is Exact, one in <c>~</c> has no type, the others are Prefix.
/// </summary>
public sealed class GroupStackTests
{
    private const string Both = """listen-ports: [{"HTTP":80},{"HTTPS":443}] & certificate-arn: arn:c""";
    private const string Https = "certificate-arn: arn:c";
    private const string ToHttps = """actions.to-https: {"type":"redirect","redirectConfig":{"protocol":"HTTPS","port":"443","statusCode":"HTTP_301"}}""";
    private const string Cognito = """auth-type: cognito & auth-idp-cognito: {"userPoolARN":"pool"}""";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    [Theory]
    [InlineData("", "80 HTTP 404")]
    [InlineData("-> / web:80", "80 HTTP 404; 80:1 path(/*) ing-1-web:80")]
    [InlineData("-> a.example.com/ web:80, a.example.com/b cart:http, /c= web:http", "80 HTTP 404; 80:1 host(a.example.com) path(/*) ing-1-web:80; 80:2 host(a.example.com) path(/b,/b/*) ing-1-cart:http; 80:3 path(/c) ing-1-web:http")]
    [InlineData("-> default web:80", "80 HTTP ing-1-web:80")]
    [InlineData("-> default web:80, / web:80", "80 HTTP ing-1-web:80; 80:1 path(/*) ing-1-web:80")]
    [InlineData("-> default gone:80", "80 HTTP 503'Backend service does not exist'")]
    [InlineData("-> default gone:use-annotation", "80 HTTP 503'Backend action does not exist'")]
    [InlineData("-> / gone:80, /a web:80", "80 HTTP 404; 80:1 path(/*) 503'Backend service does not exist'; 80:2 path(/a,/a/*) ing-1-web:80")]
    [InlineData("-> /a web:80 || -> /b web:80", "80 HTTP 404; 80:1 path(/a,/a/*) ing-1-web:80; 80:2 path(/b,/b/*) ing-2-web:80")]
    [InlineData("-> default web:80 || -> / cart:80", "80 HTTP ing-1-web:80; 80:1 path(/*) ing-2-cart:80")]
    [InlineData("-> default web:80 || -> default cart:80", "multiple ingress defined default backend: [ns-1/ing-1 ns-1/ing-2]")]
    [InlineData("""-> default web:80 || listen-ports: [{"HTTP":81}] & -> default cart:80""", "80 HTTP ing-1-web:80; 81 HTTP ing-2-cart:80")]
    [InlineData("""listen-ports: [{"HTTP":80},{"HTTP":81}] & -> default web:80 || listen-ports: [{"HTTP":81}] & -> default cart:80""", "multiple ingress defined default backend: [ns-1/ing-1 ns-1/ing-2]")]
    [InlineData("""listen-ports: [{"HTTP":81},{"HTTP":80}] & -> /a web:80 || listen-ports: [{"HTTP":81}] & -> /b web:80""", "80 HTTP 404; 81 HTTP 404; 80:1 path(/a,/a/*) ing-1-web:80; 81:1 path(/a,/a/*) ing-1-web:80; 81:2 path(/b,/b/*) ing-2-web:80")]
    [InlineData(Both + " & ssl-redirect: 443 & -> /a web:80", "80 HTTP redirect(HTTPS 443); 443 HTTPS 404; 443:1 path(/a,/a/*) ing-1-web:80")]
    [InlineData(Both + " & ssl-redirect: 443 & -> default web:80", "80 HTTP redirect(HTTPS 443); 443 HTTPS ing-1-web:80")]
    [InlineData(Both + """ & ssl-redirect: 443 & -> /a web:80 || listen-ports: [{"HTTP":8080}] & -> /b gone:81""", "80 HTTP redirect(HTTPS 443); 443 HTTPS 404; 8080 HTTP redirect(HTTPS 443); 443:1 path(/a,/a/*) ing-1-web:80")]
    [InlineData("""{"sslRedirectPort":"443"} & """ + Both + " & -> /a web:80", "80 HTTP redirect(HTTPS 443); 443 HTTPS 404; 443:1 path(/a,/a/*) ing-1-web:80")]
    [InlineData("ssl-redirect: 443 & -> /a web:80", "listener does not exist for SSLRedirect port: 443")]
    [InlineData("ssl-redirect: 443 & -> /a web:80 || " + Https, "80 HTTP redirect(HTTPS 443); 443 HTTPS 404")]
    [InlineData(Both + " & " + ToHttps + " & -> / to-https:use-annotation, /a web:80", "80 HTTP 404; 443 HTTPS 404; 80:1 path(/*) redirect(HTTPS 443); 443:1 path(/a,/a/*) ing-1-web:80")]
    [InlineData(Both + " & " + ToHttps + " & -> /~ to-https:use-annotation, /a web:80", "80 HTTP 404; 443 HTTPS 404; 80:1 path(/) redirect(HTTPS 443); 80:2 path(/a,/a/*) ing-1-web:80; 443:1 path(/a,/a/*) ing-1-web:80")]
    [InlineData(Both + " & " + ToHttps + " & -> / to-https:use-annotation || " + Both + " & -> b.example.com/ web:80", "80 HTTP 404; 443 HTTPS 404; 80:1 path(/*) redirect(HTTPS 443); 443:1 host(b.example.com) path(/*) ing-2-web:80")]
    [InlineData(Both + " & " + ToHttps + " & -> a.example.com/ to-https:use-annotation || " + Both + " & -> b.example.com/ web:80, a.example.com/x web:80", "80 HTTP 404; 443 HTTPS 404; 80:1 host(a.example.com) path(/*) redirect(HTTPS 443); 80:2 host(b.example.com) path(/*) ing-2-web:80; 443:1 host(b.example.com) path(/*) ing-2-web:80; 443:2 host(a.example.com) path(/x,/x/*) ing-2-web:80")]
    [InlineData(Https + " & " + ToHttps + " & -> default to-https:use-annotation", "443 HTTPS redirect(HTTPS 443)")]
    [InlineData(Both + " & " + Cognito + " & -> / web:80, default cart:80", "80 HTTP ing-1-cart:80; 443 HTTPS cognito ing-1-cart:80; 80:1 path(/*) ing-1-web:80; 443:1 path(/*) cognito ing-1-web:80")]
    [InlineData(Both + " & " + Cognito + " & -> / web:80 || " + Both + " & -> /b cart:80", "80 HTTP 404; 443 HTTPS 404; 80:1 path(/*) ing-1-web:80; 80:2 path(/b,/b/*) ing-2-cart:80; 443:1 path(/*) cognito ing-1-web:80; 443:2 path(/b,/b/*) ing-2-cart:80")]
    [InlineData("-> / web:81", "ingress: ns-1/ing-1: unable to find port 81 on service ns-1/web")]
    [InlineData("-> / web:80 || -> / web:https", "ingress: ns-1/ing-2: unable to find port https on service ns-1/web")]
    [InlineData("-> default web:81", "unable to find port 81 on service ns-1/web")]
    [InlineData("target-type: pod & -> / web:81", "ingress: ns-1/ing-1: unable to find port 81 on service ns-1/web")]
    [InlineData("target-type: pod & -> default web:80", "unknown targetType: pod")]
    [InlineData("""actions.a: {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"80","weight":1},{"serviceName":"cart","servicePort":"http","weight":2}]}} & -> / a:use-annotation""", "80 HTTP 404; 80:1 path(/*) ing-1-web:80*1+ing-1-cart:http*2")]
    [InlineData("""actions.a: {"type":"forward"} & -> / a:use-annotation""", "ingress: ns-1/ing-1: missing ForwardConfig or TargetGroupARN/TargetGroupName")]
    [InlineData("""actions.a: {"type":"forward"} & -> default a:use-annotation""", "missing ForwardConfig or TargetGroupARN/TargetGroupName")]
    [InlineData("""conditions.web: [{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET"]}}] & -> /a web:80, / cart:80""", "80 HTTP 404; 80:1 http-request-method path(/a,/a/*) ing-1-web:80; 80:2 path(/*) ing-1-cart:80")]
    [InlineData("""conditions.web: [{"field":"http-request-method"}] & -> default web:80""", "missing httpRequestMethodConfig")]
    [InlineData("-> /a* web:80", "ingress: ns-1/ing-1: prefix path shouldn't contain wildcards: /a*")]
    [InlineData("tags: a=1 & -> / web:80 || tags: a=2", "conflicting tag a: 1 | 2")]
    [InlineData("""listen-ports: [{"HTTP":80}] & tags: a=1 || listen-ports: [] & tags: a=2""", "ingress: ns-1/ing-2: empty listen-ports configuration: `[]`")]
    [InlineData("""scheme: x || listen-ports: [{"HTTPS":80}] & certificate-arn: c""", "failed to merge listenPort config for port: 80: conflicting protocol, ns-1/ing-1: HTTP | ns-1/ing-2: HTTPS")]
    [InlineData("scheme: x & ssl-redirect: y & -> / web:81", "unknown scheme: x")]
    [InlineData("ssl-redirect: y & -> / web:81", "ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect: y: strconv.ParseInt: parsing \"y\": invalid syntax")]
    [InlineData("listener-attributes.HTTP-80: x & -> default web:81", "unable to find port 81 on service ns-1/web")]
    [InlineData("listener-attributes.HTTP-80: x & -> / web:81", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/listener-attributes.HTTP-80: x")]
    [InlineData("shield-advanced-protection: x & enable-frontend-nlb: y & -> / web:81", "ingress: ns-1/ing-1: unable to find port 81 on service ns-1/web")]
    [InlineData("shield-advanced-protection: x & enable-frontend-nlb: y", "failed to parse bool annotation, alb.ingress.kubernetes.io/shield-advanced-protection: x: strconv.ParseBool: parsing \"x\": invalid syntax")]
    [InlineData("enable-frontend-nlb: y", "failed to parse bool annotation, alb.ingress.kubernetes.io/enable-frontend-nlb: y: strconv.ParseBool: parsing \"y\": invalid syntax")]
    public async Task BuildAsync_Group(string members, string expected) => Assert.Equal(expected, await Members.TryAsync(async () => Text(await BuildAsync(members))));

    [Theory]
    [InlineData("-> /a web:80, /b web:80", "ing-1-web:80")]
    [InlineData("-> /a web:80, /b web:http", "ing-1-web:80 ing-1-web:http")]
    [InlineData("-> /a web:80 || -> /b web:80", "ing-1-web:80 ing-2-web:80")]
    [InlineData(Both + " & -> /a web:80, default web:80", "ing-1-web:80")]
    [InlineData(Both + " & " + ToHttps + " & -> / to-https:use-annotation, /a web:80, /b cart:80", "ing-1-cart:80 ing-1-web:80")]
    [InlineData("-> / gone:80", "")]
    [InlineData(Both + """ & ssl-redirect: 443 || listen-ports: [{"HTTP":80}] & -> / web:80""", "")]
    public async Task BuildAsync_TargetGroups_OneForEachSpellingOfAPortOfAnIngress(string members, string expected)
    {
        var stack = await BuildAsync(members);

        Assert.Equal(expected, string.Join(' ', stack.TargetGroups.Select(group => group.ResourceId["ns-1/".Length..])));
        Assert.Equal(stack.TargetGroups.Select(group => group.ResourceId), stack.TargetGroupBindings.Select(binding => binding.ResourceId));
        Assert.Equal(stack.TargetGroups.Count, stack.TargetGroups.Select(group => group.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(null, "load-balancer-attributes: x", null)]
    [InlineData("2026-01-01T00:00:00Z", "", null)]
    [InlineData("2026-01-01T00:00:00Z", "load-balancer-attributes: deletion_protection.enabled=false", null)]
    [InlineData("2026-01-01T00:00:00Z", "load-balancer-attributes: a=1,deletion_protection.enabled=T", "deletion_protection is enabled, cannot delete the ingress: ing-1")]
    [InlineData("2026-01-01T00:00:00Z", "load-balancer-attributes: deletion_protection.enabled=", "strconv.ParseBool: parsing \"\": invalid syntax")]
    [InlineData("2026-01-01T00:00:00Z", "load-balancer-attributes: deletion_protection.enabled=on", "strconv.ParseBool: parsing \"on\": invalid syntax")]
    [InlineData("2026-01-01T00:00:00Z", "load-balancer-attributes: x", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/load-balancer-attributes: x")]
    public async Task BuildAsync_MemberThatIsLeaving_IsHeldByItsDeletionProtection(string? deleted, string ingress, string? expected)
    {
        var leaving = Members.One(ingress).Ingress;
        var group = new IngressGroup(
            IngressGroupId.Explicit("shared"), [], [leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = deleted } }]);

        var json = await Members.TryAsync(async () => StackJson.Write(await Builder().BuildAsync(group, TestContext.Current.CancellationToken)));

        Assert.Equal(expected ?? """{"id":"shared","resources":{"FrontendNLBTargetGroup":{"FrontendNLBTargetGroup":{"TargetGroups":{}}}}}""", json);
    }

    private static async ValueTask<IngressStack> BuildAsync(string members)
    {
        var group = Members.Group(string.Join(" || ", members.Split(" || ").Select(member => member.Split("-> ")[0])).Replace(" & || ", " || ", StringComparison.Ordinal));
        var specs = members.Split(" || ").Select(member => member.Split("-> ").ElementAtOrDefault(1)).Select(Spec);
        return await Builder().BuildAsync(
            group with { Members = [.. group.Members.Zip(specs, (member, spec) => member with { Ingress = member.Ingress with { Spec = spec } })] },
            TestContext.Current.CancellationToken);
    }

    private static IngressStackBuilder Builder() => new(
        Configuration,
        new ClusterSnapshot { Services = [Service("web"), Service("cart")] },
        new NetworkSnapshot
        {
            BackendSecurityGroupId = "sg-shared",
            Subnets = [Scenario.Subnet("subnet-a", "a", "kubernetes.io/role/internal-elb"), Scenario.Subnet("subnet-b", "b", "kubernetes.io/role/internal-elb")],
        });

    private static Service Service(string name) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns-1", Name = name, Uid = name },
        Spec = new() { Ports = [new() { Name = "http", Number = 80, NodePort = 30080, TargetPort = IntOrString.Of(8080) }] },
    };

    private static Ingress.Specification Spec(string? rules)
    {
        var entries = (rules ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split(' ')).ToList();
        var fallback = entries.Find(entry => entry[0] == "default");
        return new()
        {
            DefaultBackend = fallback is null ? null : Backend(fallback[1]),
            Rules = [.. entries.Where(entry => entry[0] != "default").Select(entry => Rule(entry[0], Backend(entry[1])))],
        };
    }

    private static Ingress.Rule Rule(string hostAndPath, Ingress.Backend backend)
    {
        var slash = hostAndPath.IndexOf('/', StringComparison.Ordinal);
        var path = hostAndPath[slash..];
        return new()
        {
            Host = hostAndPath[..slash],
            Http = new()
            {
                Paths = [new() { Path = path.TrimEnd('=', '~'), PathType = path[^1] switch { '=' => "Exact", '~' => null, _ => "Prefix" }, Backend = backend }],
            },
        };
    }

    private static Ingress.Backend Backend(string text)
    {
        var (name, port) = (text.Split(':')[0], IntOrString.Parse(text.Split(':')[1]));
        return new() { Service = new() { Name = name, Port = port.IsNumber ? new() { Number = port.Number } : new() { Name = port.ToString() } } };
    }

    private static string Text(IngressStack stack) => string.Join("; ",
    [
        .. stack.Listeners.Select(listener => $"{listener.Port} {listener.Protocol} {Text(listener.DefaultActions)}"),
        .. stack.Rules.Select(rule => $"{rule.ResourceId} {string.Join(' ', rule.Conditions.Select(Text))} {Text(rule.Actions)}"),
    ]);

    private static string Text(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => $"host({string.Join(',', host.Values)})",
        RuleCondition.PathPattern path => $"path({string.Join(',', path.Values)})",
        _ => condition.Field,
    };

    private static string Text(IReadOnlyList<ListenerAction> actions) => string.Join(' ', actions.Select(action => action switch
    {
        ListenerAction.FixedResponse response => response.StatusCode + (response.MessageBody is { } body ? $"'{body}'" : ""),
        ListenerAction.Redirect redirect => $"redirect({redirect.Protocol} {redirect.Port})",
        ListenerAction.Forward forward => string.Join('+', forward.TargetGroups.Select(Text)),
        ListenerAction.AuthenticateCognito => "cognito",
        _ => action.Type,
    }));

    private static string Text(ListenerAction.TargetGroupTuple tuple) =>
        ((StackValue.Reference)tuple.TargetGroupArn).ResourceId["ns-1/".Length..] + (tuple.Weight is { } weight ? $"*{weight}" : "");
}
