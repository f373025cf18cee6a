using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Groups;

public sealed class IngressReferencesTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    [Theory]
    [InlineData("", "", "")]
    [InlineData("web:80", "", "web")]
    [InlineData("web:http api:80 web:81", "", "api web")]
    [InlineData("default=web:80 api:80", "", "api web")]
    [InlineData("web:use-annotation", """{"type":"fixed-response","fixedResponseConfig":{"statusCode":"503"}}""", "")]
    [InlineData("web:use-annotation", """{"type":"redirect","redirectConfig":{"statusCode":"HTTP_301"}}""", "")]
    [InlineData("web:use-annotation", """{"type":"forward","targetGroupARN":"arn:tg"}""", "")]
    [InlineData("web:use-annotation", """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"v1","servicePort":80}]}}""", "v1")]
    [InlineData(
        "web:use-annotation other:80",
        """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"v2","servicePort":"80","weight":1},{"serviceName":"v1","servicePort":80,"weight":1},{"targetGroupName":"tg","weight":1}]}}""",
        "other v1 v2")]
    [InlineData("other:80 web:use-annotation", """{"type":"forward"}""", "")]
    [InlineData("other:80 web:use-annotation", "nonsense", "")]
    [InlineData("other:80 resource", "", "")]
    [InlineData("other:80 no-paths", "", "other")]
    public void FindServices_Backends_EachServiceOnce(string backends, string action, string expected) => Assert.Equal(
        expected, string.Join(' ', new IngressReferences(Configuration).FindServices(Ingress(backends, ("actions.web", action)))));

    [Theory]
    [InlineData(true, "other")]
    [InlineData(false, "")]
    public void FindServices_ActionThatIsMissing_TheFlagDecides(bool tolerates, string expected) => Assert.Equal(
        expected,
        string.Join(' ', new IngressReferences(Configuration with { TolerateNonExistentBackendAction = tolerates })
            .FindServices(Ingress("other:80 web:use-annotation"))));

    [Theory]
    [InlineData("conditions.web", "[{\"field\":\"host-header\"}]")]
    [InlineData("transforms.web", "[{\"type\":\"moon\"}]")]
    [InlineData("jwt-validation", "{\"issuer\":\"i\"}")]
    public void FindServices_AnotherAnnotationIsInvalid_ThereAreNone(string suffix, string value) =>
        Assert.Empty(new IngressReferences(Configuration).FindServices(Ingress("web:80", (suffix, value))));

    [Fact]
    public void FindServices_AuthenticationIsInvalid_DoesNotMatter() =>
        Assert.Equal(["web"], new IngressReferences(Configuration).FindServices(Ingress("web:80", ("auth-type", "moon"), ("auth-idp-oidc", "nonsense"))));

    [Theory]
    [InlineData("", "none")]
    [InlineData("auth-type: none", "none")]
    [InlineData("auth-type: cognito|auth-idp-cognito: {\"userPoolARN\":\"arn\"}", "none")]
    [InlineData("auth-type: oidc|auth-idp-oidc: {\"issuer\":\"i\",\"secretName\":\"client\"}", "client")]
    [InlineData("auth-idp-oidc: {\"secretName\":\"client\"}", "client")]
    [InlineData("auth-type: oidc|auth-idp-oidc: {\"issuer\":\"i\"}", "")]
    [InlineData("auth-type: saml|auth-idp-oidc: {\"secretName\":\"client\"}", "none")]
    [InlineData("auth-idp-oidc: {\"secretName\":\"client\"}|auth-session-timeout: 1h", "none")]
    [InlineData("auth-idp-oidc: nonsense", "none")]
    public void FindSecrets_Annotations_TheOneOfTheProvider(string annotations, string expected) => Assert.Equal(
        expected == "none" ? [] : [expected],
        IngressReferences.FindSecrets(annotations.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2))
            .ToDictionary(parts => $"alb.ingress.kubernetes.io/{parts[0]}", parts => parts[1])));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alb")]
    public void FindClass_Named_IsThatName(string? name) => Assert.Equal(
        name, IngressReferences.FindClass(new Ingress { Spec = new Ingress.Specification { IngressClassName = name } }));

    [Theory]
    [InlineData("ingress.k8s.aws/alb", "elbv2.k8s.aws", "IngressClassParams", "p")]
    [InlineData("ingress.k8s.aws/alb", "elbv2.k8s.aws", "TargetGroupBinding", null)]
    [InlineData("ingress.k8s.aws/alb", "networking.k8s.io", "IngressClassParams", null)]
    [InlineData("ingress.k8s.aws/alb", null, "IngressClassParams", null)]
    [InlineData("ingress.k8s.aws/alb", "elbv2.k8s.aws", "", null)]
    [InlineData("ingress.k8s.aws/alb", null, null, null)]
    [InlineData("ingress.k8s.aws/nlb", "elbv2.k8s.aws", "IngressClassParams", null)]
    [InlineData("", "elbv2.k8s.aws", "IngressClassParams", null)]
    public void FindClassParams_Reference_MustBeOfTheControllersKind(string controller, string? group, string? kind, string? expected) => Assert.Equal(
        expected,
        IngressReferences.FindClassParams(new IngressClass
        {
            Spec = new IngressClass.Specification
            {
                Controller = controller,
                Parameters = kind is null ? null : new IngressClass.ParametersReference { ApiGroup = group, Kind = kind, Name = "p" },
            },
        }));

    // "default=web:80 api:http resource no-paths"
    private static Ingress Ingress(string backends, params (string Suffix, string Value)[] annotations)
    {
        var words = backends.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Ingress
        {
            Metadata = new ObjectMeta
            {
                Namespace = "shop",
                Name = "web",
                Annotations = annotations.Where(annotation => annotation.Value.Length != 0)
                    .ToDictionary(annotation => $"alb.ingress.kubernetes.io/{annotation.Suffix}", annotation => annotation.Value),
            },
            Spec = new Ingress.Specification
            {
                DefaultBackend = words.Where(word => word.StartsWith("default=", StringComparison.Ordinal)).Select(word => Backend(word[8..])).FirstOrDefault(),
                Rules =
                [
                    .. words.Where(word => !word.StartsWith("default=", StringComparison.Ordinal)).Select(word => new Ingress.Rule
                    {
                        Http = word == "no-paths" ? null : new Ingress.HttpRule { Paths = [new Ingress.HttpPath { Backend = Backend(word) }] },
                    }),
                ],
            },
        };
    }

    private static Ingress.Backend Backend(string text) => new()
    {
        Service = text == "resource" ? null : new Ingress.ServiceBackend
        {
            Name = text.Split(':')[0],
            Port = int.TryParse(text.Split(':')[1], out var number)
                ? new Ingress.BackendPort { Number = number }
                : new Ingress.BackendPort { Name = text.Split(':')[1] },
        },
    };
}
