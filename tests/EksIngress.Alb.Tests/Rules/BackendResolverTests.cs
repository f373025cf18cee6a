using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Rules;

/// <summary>What a backend of an Ingress means. Services web and cart are there, in the Ingress's namespace and in another one.</summary>
public sealed class BackendResolverTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    [Theory]
    [InlineData("web", "", 80, "forward web:80#")]
    [InlineData("web", "http", 0, "forward web:'http'")]
    [InlineData("web", "http", 80, "forward web:'http'")]
    [InlineData("web", "80", 0, "forward web:'80'")]
    [InlineData("web", "", 0, "forward web:0#")]
    [InlineData("gone", "", 80, "fixed 503 text/plain 'Backend service does not exist'")]
    [InlineData("gone", "use-annotation", 0, "fixed 503 text/plain 'Backend action does not exist'")]
    [InlineData("gone", "use-annotation", 80, "fixed 503 text/plain 'Backend action does not exist'")]
    [InlineData("gone", "Use-Annotation", 0, "fixed 503 text/plain 'Backend service does not exist'")]
    public void Resolve_ServiceAndPort(string service, string portName, int port, string expected) => Assert.Equal(
        expected, Resolve("", new Ingress.ServiceBackend { Name = service, Port = new() { Name = portName, Number = port } }));

    [Theory]
    [InlineData("gone", "", "services \"gone\" not found")]
    [InlineData("gone", "use-annotation", "missing actions.gone configuration")]
    public void Resolve_WhatIsNotThereMustBe_Fails(string service, string portName, string expected) => Assert.Equal(expected, Resolve(
        "",
        new Ingress.ServiceBackend { Name = service, Port = new() { Name = portName, Number = 80 } },
        Configuration with { TolerateNonExistentBackendAction = false, TolerateNonExistentBackendService = false }));

    [Theory]
    [InlineData("""{"type":"forward","targetGroupARN":"arn:a"}""", "forward arn:a")]
    [InlineData("""{"type":"forward","targetGroupName":"a"}""", "forward name:a")]
    [InlineData("""{"type":"forward","targetGroupARN":"arn:a","targetGroupName":"a"}""", "forward arn:a name:a")]
    [InlineData("""{"type":"forward","targetGroupARN":""}""", "forward ")]
    [InlineData("""{"type":"forward","targetGroupARN":null,"forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a"}]}}""", "forward arn:a")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80}]}}""", "forward web:80#")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"80"}]}}""", "forward web:80#")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"http"}]}}""", "forward web:'http'")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"080"}]}}""", "forward web:80#")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":""}]}}""", "forward web:''")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":0},{"targetGroupName":"b","weight":-1}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":60}}}""", "forward web:80#*0 name:b*-1 sticky True 60")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a","servicePort":80}],"targetGroupStickinessConfig":{}}}""", "forward arn:a sticky  ")]
    [InlineData("""{"type":"forward","forwardConfig":{}}""", "forward ")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":null}}""", "forward ")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"gone","servicePort":80}]}}""", "fixed 503 text/plain 'Backend service does not exist'")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"gone","servicePort":80,"weight":1},{"serviceName":"web","servicePort":80,"weight":1}]}}""", "services \"gone\" not found")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a\"\u2028b","servicePort":80,"weight":1},{"serviceName":"web","servicePort":80,"weight":1}]}}""", "services \"a\\\"\\u2028b\" not found")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"gone","servicePort":80,"weight":1},{"serviceName":"gone","servicePort":81,"weight":1}]}}""", "services \"gone\" not found")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"","servicePort":80}]}}""", "fixed 503 text/plain 'Backend service does not exist'")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":"200"}}""", "fixed 200 - -")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":"200","contentType":"","messageBody":""}}""", "fixed 200  ''")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":"nonsense"},"redirectConfig":{},"forwardConfig":{"targetGroups":[{}]}}""", "fixed nonsense - -")]
    [InlineData("""{"type":"redirect","redirectConfig":{"statusCode":"HTTP_302","host":"h","path":"/p","port":"1","protocol":"HTTPS","query":""}}""", "redirect HTTP_302 h /p 1 HTTPS ")]
    [InlineData("""{"type":"redirect","redirectConfig":{"statusCode":"HTTP_301"}}""", "redirect HTTP_301 - - - - -")]
    [InlineData("""{"Type":"redirect","REDIRECTCONFIG":{"statuscode":"HTTP_301"}}""", "redirect HTTP_301 - - - - -")]
    [InlineData("""{"type":"redirect","redirectConfig":{"host":"a"},"redirectConfig":{"statusCode":"HTTP_301"}}""", "redirect HTTP_301 a - - - -")]
    [InlineData("""{"type":"redirect","redirectConfig":{"statusCode":"HTTP_301"},"redirectConfig":null}""", "missing RedirectConfig")]
    [InlineData("""{"type":"forward","targetGroupARN":"arn:a","forwardConfig":{"targetGroups":[]}}""", "either ForwardConfig or TargetGroupARN/TargetGroupName can be specified")]
    [InlineData("""{"type":"forward","targetGroupARN":"arn:a","forwardConfig":null}""", "forward arn:a")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a"},{"targetGroupARN":"arn:b","weight":1}]}}""", "invalid ForwardConfig: weight must be set when route to multiple target groups")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a"},{"serviceName":"web"}]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: missing servicePort")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":"arn:a","serviceName":"web"}]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: either serviceName or targetGroupARN/targetGroupName can be specified")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":[null]}}""", "invalid ForwardConfig: invalid TargetGroupTuple: missing serviceName or targetGroupARN/targetGroupName")]
    [InlineData("""{"type":"forward"}""", "missing ForwardConfig or TargetGroupARN/TargetGroupName")]
    [InlineData("""{"type":"Forward","targetGroupARN":"arn:a"}""", "unknown action type: Forward")]
    [InlineData("""{"type":"fixed-response","fixedResponseConfig":{"statusCode":""}}""", "invalid FixedResponseConfig: statusCode is required")]
    [InlineData("null", "unknown action type: ")]
    [InlineData("", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: : unexpected end of JSON input")]
    [InlineData("[]", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: []: json: cannot unmarshal array into Go value of type ingress.Action")]
    [InlineData("""{"type":"redirect","redirectConfig":{"port":443}}""", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: {\"type\":\"redirect\",\"redirectConfig\":{\"port\":443}}: json: cannot unmarshal number into Go struct field RedirectActionConfig.redirectConfig.port of type string")]
    [InlineData("""{"fixedResponseConfig":"x","type":1}""", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: {\"fixedResponseConfig\":\"x\",\"type\":1}: json: cannot unmarshal string into Go struct field Action.fixedResponseConfig of type ingress.FixedResponseActionConfig")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":{"serviceName":"web"}}}""", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: {\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":{\"serviceName\":\"web\"}}}: json: cannot unmarshal object into Go struct field ForwardActionConfig.forwardConfig.targetGroups of type []ingress.TargetGroupTuple")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroups":["web"]}}""", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: {\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[\"web\"]}}: json: cannot unmarshal string into Go struct field ForwardActionConfig.forwardConfig.targetGroups of type ingress.TargetGroupTuple")]
    [InlineData("""{"type":"forward","forwardConfig":{"targetGroupStickinessConfig":{"enabled":"true"}}}""", "failed to parse json annotation, alb.ingress.kubernetes.io/actions.act: {\"type\":\"forward\",\"forwardConfig\":{\"targetGroupStickinessConfig\":{\"enabled\":\"true\"}}}: json: cannot unmarshal string into Go struct field TargetGroupStickinessConfig.forwardConfig.targetGroupStickinessConfig.enabled of type bool")]
    public void Resolve_Annotation(string json, string expected) => Assert.Equal(expected, Resolve($"actions.act: {json}", UseAnnotation("act")));

    [Theory]
    [InlineData("conditions.act: [{\"field\":\"host-header\"}] & transforms.act: [{}] & actions.act: {}", "missing hostHeaderConfig")]
    [InlineData("transforms.act: [{}] & actions.act: {}", "unknown transform type: ")]
    [InlineData("actions.act: {} & auth-type: x", "unknown action type: ")]
    [InlineData("auth-type: x & jwt-validation: {}", "unknown authType: x")]
    [InlineData("jwt-validation: {}", "jwksEndpoint is a required field for jwt validation")]
    [InlineData("jwt-validation: null", "jwksEndpoint is a required field for jwt validation")]
    [InlineData("jwt-validation: {\"jwksEndpoint\":\"k\",\"issuer\":\"i\",\"additionalClaims\":[null]}", "format is a required field for additional claims for jwt validation")]
    [InlineData("jwt-validation: {\"jwksEndpoint\":\"k\",\"issuer\":\"i\",\"additionalClaims\":[{\"format\":\"any\",\"name\":\"n\",\"values\":[]}]}", "values must not be empty for additional claims for jwt validation")]
    [InlineData("jwt-validation: {\"additionalClaims\":[{\"format\":1}]}", "failed to parse json annotation, alb.ingress.kubernetes.io/jwt-validation: {\"additionalClaims\":[{\"format\":1}]}: json: cannot unmarshal number into Go struct field JwtAdditionalClaim.additionalClaims.format of type ingress.jwtAdditionalClaimFormat")]
    [InlineData("conditions.act: {}", "failed to parse json annotation, alb.ingress.kubernetes.io/conditions.act: {}: json: cannot unmarshal object into Go value of type []ingress.RuleCondition")]
    [InlineData("transforms.act: 1", "failed to parse json annotation, alb.ingress.kubernetes.io/transforms.act: 1: json: cannot unmarshal number into Go value of type []ingress.Transform")]
    [InlineData("transforms.act: [{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":1}]}}]", "failed to parse json annotation, alb.ingress.kubernetes.io/transforms.act: [{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":1}]}}]: json: cannot unmarshal number into Go struct field RewriteConfig.urlRewriteConfig.rewrites.regex of type string")]
    [InlineData("conditions.act: null & transforms.act: null & jwt-validation: {\"jwksEndpoint\":\"k\",\"issuer\":\"i\"}", "fixed 503 text/plain 'Backend action does not exist'")]
    public void Resolve_SeveralFaults_TheFirstInTheControllersOrderCounts(string ingress, string expected) =>
        Assert.Equal(expected, Resolve(ingress, UseAnnotation("act")));

    [Fact]
    public void Resolve_BackendThatIsNoService_Fails() => Assert.Equal("missing required \"service\" field", Resolve("conditions.act: {", null));

    [Theory]
    [InlineData("web", "oidc")]
    [InlineData("cart", "cognito")]
    [InlineData("gone", "cognito")]
    [InlineData("act", "cognito")]
    public void Resolve_Auth_OnlyAServiceThatIsTheWholeTargetHasASay(string service, string expected)
    {
        var scenario = Cluster();
        scenario.Services[0] = Service("ns-1", "web", ("auth-type", "oidc"));
        var port = service == "act" ? new Ingress.BackendPort { Name = "use-annotation" } : new Ingress.BackendPort { Number = 80 };
        var member = Members.One("""auth-type: cognito & actions.act: {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":1},{"serviceName":"cart","servicePort":80,"weight":1}]}}""");

        var backend = new BackendResolver(Configuration, scenario).Resolve(member, new() { Service = new() { Name = service, Port = port } });

        Assert.Equal(expected, backend.Auth.Type);
    }

    private static string Resolve(string ingress, Ingress.ServiceBackend? service, ControllerConfiguration? configuration = null) => Members.Try(() =>
        Text(new BackendResolver(configuration ?? Configuration, Cluster()).Resolve(Members.One(ingress), new Ingress.Backend { Service = service }).Action));

    private static Ingress.ServiceBackend UseAnnotation(string name) => new() { Name = name, Port = new() { Name = "use-annotation" } };

    private static Scenario Cluster()
    {
        var scenario = new Scenario();
        scenario.Services.AddRange([Service("ns-1", "web"), Service("ns-1", "cart"), Service("ns-2", "gone")]);
        return scenario;
    }

    private static Service Service(string ns, string name, params (string Suffix, string Value)[] annotations) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = ns,
            Name = name,
            Annotations = annotations.ToDictionary(pair => $"alb.ingress.kubernetes.io/{pair.Suffix}", pair => pair.Value),
        },
    };

    private static string Text(ActionAnnotation action) => action.Type switch
    {
        "fixed-response" => $"fixed {action.FixedResponseConfig!.StatusCode} {action.FixedResponseConfig.ContentType ?? "-"} {(action.FixedResponseConfig.MessageBody is { } body ? $"'{body}'" : "-")}",
        "redirect" => string.Join(' ', ["redirect", action.RedirectConfig!.StatusCode, .. Parts(action.RedirectConfig).Select(part => part ?? "-")]),
        _ => "forward " + string.Join(' ', action.ForwardConfig!.TargetGroups.Select(Text)) +
            (action.ForwardConfig.TargetGroupStickinessConfig is { } sticky ? $" sticky {sticky.Enabled} {sticky.DurationSeconds}" : ""),
    };

    private static string?[] Parts(ActionAnnotation.Redirect redirect) =>
        [redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query];

    private static string Text(ForwardAnnotation.Tuple tuple)
    {
        string?[] parts =
        [
            tuple.TargetGroupArn,
            tuple.TargetGroupName is null ? null : $"name:{tuple.TargetGroupName}",
            tuple.ServiceName is null ? null : $"{tuple.ServiceName}:{(tuple.ServicePort!.Value.IsNumber ? $"{tuple.ServicePort}#" : $"'{tuple.ServicePort}'")}",
        ];
        return string.Join(' ', parts.OfType<string>()) + (tuple.Weight is { } weight ? $"*{weight}" : "");
    }
}
