using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Webhooks;

public sealed class IngressValidatorTests
{
    private const string Legacy = "kubernetes.io/ingress.class: alb";
    private const string NoLegacy = "new usage of `kubernetes.io/ingress.class` annotation is forbidden";
    private const string NoGroup = "new usage of `alb.ingress.kubernetes.io/group.name` annotation is forbidden";

    [Theory]
    [InlineData("alb", null)]
    [InlineData(null, null)]
    [InlineData("gone", "invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    public void Validate_Class_MustExist(string? className, string? message)
    {
        var scenario = new Scenario();

        Assert.Equal(message, Validate(scenario, scenario.Add("ns-1/ing-1", className)));
    }

    [Fact]
    public void Validate_ClassWithBrokenParameters_Passes()
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Add(Scenario.Class("lonely", "missing"));

        Assert.Null(Validate(scenario, scenario.Add("ns-1/ing-1", "lonely")));
    }

    [Fact]
    public void Validate_ClassThatIsGoneSince_MayStayNamedBesideTheAnnotation()
    {
        var scenario = new Scenario();
        var ingress = scenario.Add("ns-1/ing-1", "gone", Legacy);

        Assert.NotNull(Validate(scenario, ingress));
        Assert.Null(Validate(scenario, ingress, ingress));
    }

    [Theory]
    [InlineData(false, Legacy, null, null)]
    [InlineData(true, Legacy, null, NoLegacy)]
    [InlineData(true, Legacy, "kubernetes.io/ingress.class: nginx", NoLegacy)]
    [InlineData(true, Legacy, Legacy, null)]
    [InlineData(true, "kubernetes.io/ingress.class: nginx", null, null)]
    public void Validate_LegacyClass_TheFlagForbidsNewUse(bool disabled, string annotation, string? before, string? message)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { DisableIngressClassAnnotation = disabled };

        Assert.Equal(message, Validate(
            scenario,
            scenario.Add("ns-1/ing-1", null, annotation),
            before is null ? null : scenario.Add("ns-1/old", null, before)));
    }

    [Theory]
    [InlineData(false, "group.name: a", null, null)]
    [InlineData(true, "group.name: a", null, NoGroup)]
    [InlineData(true, "group.name: a", "group.name: b", NoGroup)]
    [InlineData(true, "group.name: a", "group.name: a", null)]
    [InlineData(true, "group.name: ", "scheme: internal", NoGroup)]
    [InlineData(true, "scheme: internal", "group.name: a", null)]
    public void Validate_GroupName_TheFlagForbidsNewUse(bool disabled, string annotation, string? before, string? message)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { DisableIngressGroupNameAnnotation = disabled };

        Assert.Equal(message, Validate(
            scenario,
            scenario.Add("ns-1/ing-1", "alb", annotation),
            before is null ? null : scenario.Add("ns-1/old", "alb", before)));
    }

    [Fact]
    public void Validate_AnotherControllersIngress_IsNoneOfOurs()
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { DisableIngressGroupNameAnnotation = true };
        scenario.IngressClasses.Add(Scenario.Class("nginx", null, "k8s.io/ingress-nginx"));

        Assert.Null(Validate(scenario, scenario.Add("ns-1/ing-1", "nginx", "group.name: a", "conditions.web: nonsense")));
    }

    [Theory]
    [InlineData("""[{"field":"host-header","hostHeaderConfig":{"values":["a.example.com"]}}]""", null)]
    [InlineData("""[{"field":"host-header"}]""", "missing hostHeaderConfig")]
    [InlineData("""[{"field":"source-ip","sourceIPConfig":{"values":[]}}]""", "invalid sourceIPConfig: values cannot be empty")]
    [InlineData("""[{"field":"query-string"}]""", "missing queryStringConfig")]
    public void Validate_Conditions_AreChecked(string conditions, string? reason)
    {
        var scenario = new Scenario();

        Assert.Equal(
            reason is null ? null : $"ignoring Ingress ns-1/ing-1 since invalid alb.ingress.kubernetes.io/conditions.web annotation: {reason}",
            Validate(scenario, WithPath(scenario.Add("ns-1/ing-1", "alb", $"conditions.web: {conditions}"), "web")));
    }

    [Fact]
    public void Validate_ConditionsThatAreNoJson_AreRefused()
    {
        var scenario = new Scenario();
        var ingress = WithPath(scenario.Add("ns-1/ing-1", "alb", "conditions.web: nonsense"), "web");

        Assert.StartsWith(
            "failed to parse json annotation, alb.ingress.kubernetes.io/conditions.web: nonsense: ", Validate(scenario, ingress), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ResourceBackend_BreaksTheWebhook()
    {
        var scenario = new Scenario();

        Assert.Equal(
            "panic: runtime error: invalid memory address or nil pointer dereference [recovered]",
            Validate(scenario, WithPath(scenario.Add("ns-1/ing-1", "alb"), null)));
    }

    // What is there before and after: class and annotations.
    [Theory]
    [InlineData("alb|", "alb|", null)]
    [InlineData("alb|", null, null)]
    [InlineData("gone|", "alb|", "invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("gone|", "gone|", "invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("nginx|group.name: a", "alb|", null)]
    [InlineData("alb|group.name: a", "nginx|", NoGroup)]
    [InlineData("alb|group.name: a", "nginx|group.name: a", null)]
    [InlineData("alb|group.name: A", "alb|group.name: a", NoGroup)]
    [InlineData("alb|group.name: ", "alb|group.name: ", null)]
    [InlineData("alb|group.order: 7", null, null)]
    [InlineData("-|kubernetes.io/ingress.class: alb", null, NoLegacy)]
    [InlineData("-|kubernetes.io/ingress.class: alb", "-|", NoLegacy)]
    [InlineData("-|kubernetes.io/ingress.class: alb", "alb|", NoLegacy)]
    [InlineData("-|kubernetes.io/ingress.class: alb", "-|kubernetes.io/ingress.class: alb", null)]
    [InlineData("-|kubernetes.io/ingress.class: alb,group.name: a", "-|kubernetes.io/ingress.class: alb", NoGroup)]
    [InlineData("-|kubernetes.io/ingress.class: alb,group.name: a", "-|group.name: a", NoLegacy)]
    [InlineData("gone|kubernetes.io/ingress.class: alb", "alb|kubernetes.io/ingress.class: alb", "invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("gone|kubernetes.io/ingress.class: alb", "gone|kubernetes.io/ingress.class: alb", null)]
    [InlineData("nginx|kubernetes.io/ingress.class: alb", "-|kubernetes.io/ingress.class: alb", null)]
    [InlineData("gone|kubernetes.io/ingress.class: nginx,group.name: a", null, null)]
    [InlineData("-|group.name: a", null, null)]
    [InlineData("lonely|", null, null)]
    [InlineData("foreign|", "alb|", null)]
    public void Validate_BothFlags_ForbidWhatIsNew(string after, string? before, string? message)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { DisableIngressClassAnnotation = true, DisableIngressGroupNameAnnotation = true };
        scenario.IngressClasses.Add(Scenario.Class("nginx", null, "k8s.io/ingress-nginx"));
        scenario.IngressClasses.Add(Scenario.Class("lonely", "missing"));
        scenario.IngressClasses.Add(Scenario.Class("foreign") with
        {
            Spec = new IngressClass.Specification
            {
                Controller = IngressClass.AlbController,
                Parameters = new IngressClass.ParametersReference { Kind = "ConfigMap", Name = "x" },
            },
        });

        Assert.Equal(message, Validate(scenario, Add("ns-1/after", after), before is null ? null : Add("ns-1/before", before)));

        Ingress Add(string key, string text) => scenario.Add(
            key, text.Split('|')[0] is "-" ? null : text.Split('|')[0], text.Split('|')[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("", null, true)]
    [InlineData("alb", null, false)]
    [InlineData("", "alb", true)]
    [InlineData("alb", "alb", true)]
    [InlineData("", "nginx", false)]
    public void Validate_NoClassNamed_TheDefaultOneOrTheFlagDecides(string flag, string? defaultClass, bool isChecked)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { IngressClass = flag, DisableIngressGroupNameAnnotation = true };
        scenario.IngressClasses.Add(Scenario.Class("nginx", null, "k8s.io/ingress-nginx"));
        var index = scenario.IngressClasses.FindIndex(candidate => candidate.Metadata.Name == defaultClass);
        if (index >= 0)
        {
            scenario.IngressClasses[index] = Groups.GroupMembershipTests.AsDefault(scenario.IngressClasses[index], "true");
        }

        Assert.Equal(isChecked ? NoGroup : null, Validate(scenario, scenario.Add("ns-1/ing-1", null, "group.name: a")));
    }

    [Fact]
    public void Validate_TwoDefaultClasses_RefusesWhoNamesNone()
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Add(Scenario.Class("nginx", null, "k8s.io/ingress-nginx"));
        for (var i = 0; i < 2; i++)
        {
            scenario.IngressClasses[i] = Groups.GroupMembershipTests.AsDefault(scenario.IngressClasses[i], "true");
        }

        Assert.Equal("multiple default IngressClasses found", Validate(scenario, scenario.Add("ns-1/ing-1", null)));
        Assert.Null(Validate(scenario, scenario.Add("ns-1/ing-1", null, Legacy)));
        Assert.Null(Validate(scenario, scenario.Add("ns-1/ing-1", "alb")));
    }

    [Theory]
    [InlineData("""[{"field":"http-header"}]""", "missing httpHeaderConfig")]
    [InlineData("""[{"field":"http-header","httpHeaderConfig":{"values":["v"]}}]""", null)]
    [InlineData("""[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"h"}}]""", "invalid httpHeaderConfig: values or regexValues must be specified")]
    [InlineData("""[{"field":"http-header","httpHeaderConfig":{"values":["v"],"regexValues":["v"]}}]""", "invalid httpHeaderConfig: precisely one of values and regexValues can be specified")]
    [InlineData("""[{"field":"query-string","queryStringConfig":{"values":[{"key":"a","value":"b"},{"key":"a"}]}}]""", "invalid queryStringConfig: value cannot be empty")]
    [InlineData("""[{"field":"http-request-method"}]""", "missing httpRequestMethodConfig")]
    [InlineData("""[{"field":"path-pattern"}]""", "missing pathPatternConfig")]
    [InlineData("""[{"field":"source-ip"}]""", "missing sourceIPConfig")]
    [InlineData("""[{"field":"moon"}]""", null)]
    [InlineData("""[{}]""", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("""[{"field":"host-header","hostHeaderConfig":{"values":["a"]}},{"field":"query-string","queryStringConfig":{"values":[]}}]""", "invalid queryStringConfig: Values cannot be empty")]
    public void Validate_ConditionsOfEachPath_AreThoseOfItsService(string conditions, string? reason)
    {
        var scenario = new Scenario();
        var ingress = scenario.Add("ns-1/ing-1", "alb", $"conditions.api: {conditions}", "conditions.unused: nonsense", "actions.api: nonsense");

        Assert.Null(Validate(scenario, WithPath(ingress, "web")));
        Assert.Equal(
            reason is null ? null : $"ignoring Ingress ns-1/ing-1 since invalid alb.ingress.kubernetes.io/conditions.api annotation: {reason}",
            Validate(scenario, WithPath(ingress, "api")));
    }

    private static string? Validate(Scenario scenario, Ingress ingress, Ingress? previous = null)
    {
        try
        {
            new IngressValidator(scenario.Configuration, scenario).Validate(ingress, previous);
            return null;
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    private static Ingress WithPath(Ingress ingress, string? service) => ingress with
    {
        Spec = ingress.Spec with
        {
            Rules =
            [
                new Ingress.Rule(),
                new Ingress.Rule
                {
                    Http = new Ingress.HttpRule
                    {
                        Paths = [new Ingress.HttpPath { Backend = new Ingress.Backend { Service = service is null ? null : new Ingress.ServiceBackend { Name = service } } }],
                    },
                },
            ],
        },
    };
}
