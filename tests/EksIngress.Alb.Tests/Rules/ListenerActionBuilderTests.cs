using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Rules;

/// <summary>Actions as the stack's JSON has them. They were not checked before, which a backend's always are.</summary>
public sealed class ListenerActionBuilderTests
{
    private const string Session = "\"onUnauthenticatedRequest\":\"authenticate\",\"scope\":\"openid\",\"sessionCookieName\":\"AWSELBAuthSessionCookie\",\"sessionTimeout\":604800";
    private const string Fixed = """{"type":"fixed-response","fixedResponseConfig":{"statusCode":"204"}}""";
    private const string Oidc = """auth-type: oidc & auth-idp-oidc: {"issuer":"i","authorizationEndpoint":"a","tokenEndpoint":"t","userInfoEndpoint":"u","secretName":"NAME"}""";
    private const string Jwt = """jwt-validation: {"jwksEndpoint":"k","issuer":"i","additionalClaims":[{"format":"f","name":"n","values":["b","a"]}]}""";
    private const string JwtAction = """{"type":"jwt-validation","jwtValidationConfig":{"jwksEndpoint":"k","issuer":"i","additionalClaims":[{"format":"f","name":"n","values":["b","a"]}]}}""";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    [Theory]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":"204"}}""", Fixed)]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"messageBody":"<a&b>","contentType":"text/html","statusCode":"200"}}""", """{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/html","messageBody":"\u003ca\u0026b\u003e","statusCode":"200"}}""")]
    [InlineData("""{"type":"redirect","redirectConfig":{"statusCode":"HTTP_301","query":"","protocol":"P","port":"1","path":"/","host":"h"}}""", """{"type":"redirect","redirectConfig":{"host":"h","path":"/","port":"1","protocol":"P","query":"","statusCode":"HTTP_301"}}""")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a"}]}}""", """{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a"}]}}""")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a","targetGroupName":"gone","weight":0}],"targetGroupStickinessConfig":{"durationSeconds":1}}}""", """{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a","weight":0}],"targetGroupStickinessConfig":{"durationSeconds":1}}}""")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"blue","weight":1},{"targetGroupName":"blue","weight":2}],"targetGroupStickinessConfig":{"enabled":false}}}""", """{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:blue","weight":1},{"targetGroupARN":"arn:blue","weight":2}],"targetGroupStickinessConfig":{"enabled":false}}}""")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80}]}}""", """{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns-1/ing-1-web:80/status/targetGroupARN"}}]}}""")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"gone"}]}}""", "searching TargetGroup with name gone: expecting a single targetGroup with query [gone] but got 0")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":81}]}}""", "unable to find port 81 on service ns-1/web")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"80"}]}}""", "unable to find port 80 on service ns-1/web")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[]}}""", """{"type":"forward","forwardConfig":{"targetGroups":null}}""")]
    [InlineData("""{"type":"forward"}""", "missing ForwardConfig")]
    [InlineData("""{"type":"redirect"}""", "missing RedirectConfig")]
    [InlineData("""{"type":"fixed-response"}""", "missing FixedResponseConfig")]
    [InlineData("""{"type":"authenticate-oidc"}""", "unknown action type: authenticate-oidc")]
    [InlineData("""{}""", "unknown action type: ")]
    public async Task BuildAsync_Action(string action, string expected) =>
        Assert.Equal(expected[0] == '{' ? $"[{expected}]" : expected, await BuildAsync("HTTPS", "", action));

    [Theory]
    [InlineData("HTTP", "auth-type: cognito", $"[{Fixed}]")]
    [InlineData("HTTPS", "auth-type: none", $"[{Fixed}]")]
    [InlineData("HTTPS", "auth-type: cognito", "missing IDPConfigCognito")]
    [InlineData("HTTPS", """auth-type: cognito & auth-idp-oidc: {"issuer":"i"}""", "missing IDPConfigCognito")]
    [InlineData("HTTPS", """auth-type: oidc & auth-idp-cognito: {"userPoolARN":"a"}""", "missing IDPConfigOIDC")]
    [InlineData("HTTPS", """auth-type: cognito & auth-idp-cognito: {"userPoolARN":"a","userPoolClientID":"b","userPoolDomain":"c","authenticationRequestExtraParams":{"z":"1","y":"<"}}""", """[{"type":"authenticate-cognito","authenticateCognitoConfig":{"authenticationRequestExtraParams":{"y":"\u003c","z":"1"},""" + Session + """,""" + "\"userPoolARN\":\"a\",\"userPoolClientID\":\"b\",\"userPoolDomain\":\"c\"}}," + Fixed + "]")]
    [InlineData("HTTPS", """auth-type: cognito & auth-idp-cognito: {} & auth-on-unauthenticated-request:  & auth-scope:  & auth-session-cookie:  & auth-session-timeout: 0""", """[{"type":"authenticate-cognito","authenticateCognitoConfig":{"scope":"","sessionCookieName":"","sessionTimeout":0,"userPoolARN":"","userPoolClientID":"","userPoolDomain":""}},""" + Fixed + "]")]
    [InlineData("HTTP", Jwt, $"[{Fixed}]")]
    [InlineData("HTTPS", Jwt, $"[{JwtAction},{Fixed}]")]
    [InlineData("HTTPS", """jwt-validation: {"jwksEndpoint":"k","issuer":"i","additionalClaims":[]}""", """[{"type":"jwt-validation","jwtValidationConfig":{"jwksEndpoint":"k","issuer":"i"}},""" + Fixed + "]")]
    [InlineData("HTTPS", Jwt + " & auth-type: cognito & auth-idp-cognito: {}", "authentication and jwt validation can't both be configured")]
    [InlineData("HTTP", Jwt + " & auth-type: cognito & auth-idp-cognito: {}", $"[{Fixed}]")]
    [InlineData("HTTPS", Jwt + " & auth-type: cognito", "missing IDPConfigCognito")]
    public async Task BuildAsync_Authentication(string protocol, string ingress, string expected) =>
        Assert.Equal(expected, await BuildAsync(protocol, ingress, Fixed));

    [Theory]
    [InlineData("good", null)]
    [InlineData("legacy", null)]
    [InlineData("gone", "secrets \"gone\" not found")]
    [InlineData("no-id", "missing clientID, secret: ns-1/no-id")]
    [InlineData("no-secret", "missing clientSecret, secret: ns-1/no-secret")]
    [InlineData("empty", "missing clientID, secret: ns-1/empty")]
    public async Task BuildAsync_Oidc_TakesCredentialsFromTheSecret(string secret, string? fault)
    {
        var expected = """[{"type":"authenticate-oidc","authenticateOIDCConfig":{""" + Session +
            ""","issuer":"i","authorizationEndpoint":"a","tokenEndpoint":"t","userInfoEndpoint":"u","clientID":"[REDACTED]","clientSecret":"[REDACTED]"}},""" +
            Fixed + "]";

        Assert.Equal(fault ?? expected, await BuildAsync("HTTPS", Oidc.Replace("NAME", secret, StringComparison.Ordinal), Fixed));
    }

    [Theory]
    [InlineData("id", "secret", "id", "secret")]
    [InlineData(" id \t\r\n\v\f\u0085\u00a0\u2003", " secret \n", " id", " secret ")]
    [InlineData("id\u0001", "secret\u0000\u001f\u007f\u009f\n", "id\u0001", "secret")]
    [InlineData("\n", "\n", "", "")]
    [InlineData("", "", "", "")]
    [InlineData("id", "secret\u00a0", "id", "secret\u00a0")]
    public void Get_BlanksAtTheEnd_AreTrimmedDifferently(string id, string secret, string expectedId, string expectedSecret)
    {
        var cluster = new Scenario();
        cluster.Secrets.Add(Secret("s", ("clientID", id), ("clientSecret", secret)));
        var reader = new OidcSecretReader(Configuration, cluster);

        Assert.Equal((expectedId, expectedSecret), reader.Get(new NamespacedName("ns-1", "s")));
        _ = reader.Get(new NamespacedName("ns-1", "s"));
        Assert.Equal(["ns-1/s", "ns-1/s"], reader.Used.Select(key => key.ToString()));
    }

    [Fact]
    public void Get_BothSpellingsOfTheId_TheNewOneCounts()
    {
        var cluster = new Scenario();
        cluster.Secrets.Add(Secret("s", ("clientId", "old"), ("clientID", "new"), ("clientSecret", "x")));

        Assert.Equal("new", new OidcSecretReader(Configuration, cluster).Get(new NamespacedName("ns-1", "s")).ClientId);
    }

    private static Task<string> BuildAsync(string protocol, string ingress, string action) => Members.TryAsync(async () =>
    {
        var cluster = Cluster();
        var member = Members.One(ingress);
        var targetGroups = new TargetGroupBuilder(Configuration, IngressGroupId.Implicit(member.Key), "ipv4", StackValue.Of("sg-1"));
        var account = new NetworkSnapshot { TargetGroupArns = new Dictionary<string, string> { ["blue"] = "arn:blue" } };
        var builder = new ListenerActionBuilder(cluster, account, targetGroups, new OidcSecretReader(Configuration, cluster));
        var backend = new BackendResolver(Configuration, cluster).Resolve(member, new() { Service = new() { Name = "web", Port = new() { Number = 80 } } });

        var actions = await builder.BuildAsync(protocol, member, backend with { Action = ActionAnnotation.Parse(action) }, TestContext.Current.CancellationToken);

        var json = new GoJsonWriter();
        json.WriteStartObject();
        json.WriteActions("actions", actions);
        json.WriteEndObject();
        return json.ToString()["{\"actions\":".Length..^1];
    });

    private static Scenario Cluster()
    {
        var cluster = new Scenario();
        cluster.Services.Add(new Service
        {
            Metadata = new ObjectMeta { Namespace = "ns-1", Name = "web" },
            Spec = new() { Ports = [new() { Name = "http", Number = 80, NodePort = 30080, TargetPort = IntOrString.Of(8080) }] },
        });
        cluster.Secrets.AddRange(
        [
            Secret("good", ("clientID", "my-id"), ("clientSecret", "my-secret")),
            Secret("legacy", ("clientId", "my-id"), ("clientSecret", "my-secret")),
            Secret("no-id", ("clientid", "my-id"), ("clientSecret", "my-secret")),
            Secret("no-secret", ("clientID", "my-id"), ("ClientSecret", "my-secret")),
            Secret("empty"),
        ]);
        return cluster;
    }

    private static Secret Secret(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns-1", Name = name },
        StringData = data.ToDictionary(pair => pair.Key, pair => pair.Value),
    };
}
