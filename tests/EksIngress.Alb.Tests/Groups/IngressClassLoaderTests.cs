using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

public sealed class IngressClassLoaderTests
{
    [Theory]
    [InlineData("alb", "alb", true)]
    [InlineData("alb", "nginx", false)]
    [InlineData("alb", "", false)]
    [InlineData("", "alb", true)]
    [InlineData("", "", true)]
    [InlineData("", "nginx", false)]
    [InlineData("internal", "alb", false)]
    public void Classify_LegacyAnnotation_DecidesAlone(string flag, string annotation, bool isOurs)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { IngressClass = flag };
        scenario.AddParams("""{"scheme":"internal"}""");
        var ingress = scenario.Add("ns-1/ing-1", "strict", $"kubernetes.io/ingress.class: {annotation}");

        var classified = Classify(scenario, ingress);

        Assert.Equal(isOurs, classified is not null);
        Assert.Null(classified?.ClassParams);
    }

    [Theory]
    [InlineData("alb", false)]
    [InlineData("", true)]
    public void Classify_NoClassAnywhere_IsOursOnlyWithoutTheFlag(string flag, bool isOurs)
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { IngressClass = flag };

        Assert.Equal(isOurs, Classify(scenario, scenario.Add("ns-1/ing-1", null)) is not null);
    }

    [Fact]
    public void Classify_DefaultClass_Applies()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"scheme":"internal"}""");
        MakeDefault(scenario, 1);

        Assert.Equal("strict", Classify(scenario, scenario.Add("ns-1/ing-1", null))!.ClassParams!.Metadata.Name);
    }

    [Fact]
    public void Classify_ClassOfAnotherController_IsNotOurs()
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Add(Scenario.Class("nginx", "missing", "k8s.io/ingress-nginx"));

        Assert.Null(Classify(scenario, scenario.Add("ns-1/ing-1", "nginx")));
    }

    [Fact]
    public void Load_AnyClass_IsFoundWithoutALookAtTheLegacyAnnotation()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"scheme":"internal"}""");
        scenario.IngressClasses.Add(Scenario.Class("nginx", "missing", "k8s.io/ingress-nginx"));
        var loader = new IngressClassLoader(scenario.Configuration, scenario);

        var none = loader.Load(scenario.Add("ns-1/none", null));
        var strict = loader.Load(scenario.Add("ns-1/strict", "strict", "kubernetes.io/ingress.class: nginx"));
        var nginx = loader.Load(scenario.Add("ns-1/nginx", "nginx"));

        Assert.Equal(new IngressClassConfiguration(null, null), none);
        Assert.Equal(("strict", "strict"), (strict.Class!.Metadata.Name, strict.Params!.Metadata.Name));
        Assert.Equal(("nginx", null), (nginx.Class!.Metadata.Name, nginx.Params));
    }

    [Fact]
    public void Classify_TwoDefaultClasses_Fails()
    {
        var scenario = new Scenario();
        scenario.AddParams("{}");
        MakeDefault(scenario, 0);
        MakeDefault(scenario, 1);

        var exception = Assert.Throws<AlbModelException>(() => Classify(scenario, scenario.Add("ns-1/ing-1", null)));

        Assert.Equal("multiple default IngressClasses found", exception.Message);
    }

    [Theory]
    [InlineData("gone", "invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("", "invalid ingress class: ingressclasses.networking.k8s.io \"\" not found")]
    [InlineData("lonely", "invalid ingress class: ingressclassparams.elbv2.k8s.aws \"lonely\" not found")]
    [InlineData("foreign", "invalid ingress class: IngressClass foreign references unknown parameters")]
    [InlineData("core", "invalid ingress class: IngressClass core references unknown parameters")]
    public void Classify_BrokenClass_SaysWhy(string className, string message)
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Add(Scenario.Class("lonely", "lonely"));
        scenario.IngressClasses.Add(WithReference("foreign", "elbv2.k8s.aws", "TargetGroupBinding"));
        scenario.IngressClasses.Add(WithReference("core", null, "IngressClassParams"));

        var exception = Assert.Throws<InvalidIngressClassException>(() => Classify(scenario, scenario.Add("ns-1/ing-1", className)));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"matchLabels":{"team":"web"}}""", true)]
    [InlineData("""{"matchLabels":{"team":"data"}}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"In","values":["data","web"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"NotIn","values":["data"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"NotIn","values":["data"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"In","values":["data"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"Exists"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"DoesNotExist"}]}""", false)]
    [InlineData("""{"matchLabels":{"team":"web"},"matchExpressions":[{"key":"stage","operator":"Exists"}]}""", false)]
    public void Classify_NamespaceSelector_ChoosesNamespaces(string selector, bool matches)
    {
        var scenario = new Scenario();
        scenario.AddParams($$"""{"namespaceSelector":{{selector}}}""");
        scenario.Namespaces["ns-1"] = new Dictionary<string, string> { ["team"] = "web" };
        var ingress = scenario.Add("ns-1/ing-1", "strict");

        if (matches)
        {
            Assert.NotNull(Classify(scenario, ingress));
            return;
        }

        var exception = Assert.Throws<InvalidIngressClassException>(() => Classify(scenario, ingress));
        Assert.Equal("invalid ingress class: namespaceSelector of IngressClassParams strict mismatch", exception.Message);
    }

    [Theory]
    [InlineData(
        """{"matchExpressions":[{"key":"team","operator":"Like","values":["x"]}]}""",
        "\"Like\" is not a valid label selector operator")]
    [InlineData(
        """{"matchExpressions":[{"key":"team","operator":"In"}]}""",
        "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData(
        """{"matchExpressions":[{"key":"team","operator":"Exists","values":["x"]}]}""",
        "values: Invalid value: [\"x\"]: values set must be empty for exists and does not exist")]
    [InlineData(
        """{"matchLabels":{"team":"web!"}}""",
        "values[0][team]: Invalid value: \"web!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
        "and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
        "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData(
        """{"matchLabels":{"Bad!/team":"web"}}""",
        "key: Invalid value: \"Bad!/team\": prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', " +
        "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
        @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData(
        """{"matchLabels":{"a/b/c":"web"}}""",
        "key: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
        "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') " +
        "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")]
    public void Classify_MalformedSelector_SaysWhy(string selector, string reason)
    {
        var scenario = new Scenario();
        scenario.AddParams($$"""{"namespaceSelector":{{selector}}}""");
        scenario.Namespaces["ns-1"] = new Dictionary<string, string>();

        var exception = Assert.Throws<InvalidIngressClassException>(() => Classify(scenario, scenario.Add("ns-1/ing-1", "strict")));

        Assert.Equal($"invalid ingress class: {reason}", exception.Message);
    }

    [Fact]
    public void Classify_ReadingThroughTheCache_NamesTheKind()
    {
        var scenario = new Scenario();
        scenario.Configuration = scenario.Configuration with { ReadsThroughCache = true };

        var exception = Assert.Throws<InvalidIngressClassException>(() => Classify(scenario, scenario.Add("ns-1/ing-1", "gone")));

        Assert.Equal("invalid ingress class: IngressClass.networking.k8s.io \"gone\" not found", exception.Message);
    }

    [Fact]
    public void Classify_SelectorAndNoNamespace_Fails()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"namespaceSelector":{}}""");

        var exception = Assert.Throws<InvalidIngressClassException>(() => Classify(scenario, scenario.Add("ns-9/ing-1", "strict")));

        Assert.Equal("invalid ingress class: namespaces \"ns-9\" not found", exception.Message);
    }

    private static ClassifiedIngress? Classify(Scenario scenario, Ingress ingress) =>
        new IngressClassLoader(scenario.Configuration, scenario).Classify(ingress);

    private static void MakeDefault(Scenario scenario, int index)
    {
        var found = scenario.IngressClasses[index];
        scenario.IngressClasses[index] = found with
        {
            Metadata = found.Metadata with { Annotations = new Dictionary<string, string> { ["ingressclass.kubernetes.io/is-default-class"] = "true" } },
        };
    }

    private static IngressClass WithReference(string name, string? group, string kind) => Scenario.Class(name) with
    {
        Spec = new IngressClass.Specification
        {
            Controller = IngressClass.AlbController,
            Parameters = new IngressClass.ParametersReference { ApiGroup = group, Kind = kind, Name = "x" },
        },
    };
}
