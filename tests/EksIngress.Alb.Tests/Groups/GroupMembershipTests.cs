using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

/// <summary>One Ingress and one group at a time: is it a member, one that leaves, or none, or does the whole group fail?</summary>
public sealed class GroupMembershipTests
{
    private const string Platform = "group.ingress.k8s.aws/platform";
    private const string Own = "ingress.k8s.aws/resources";
    private const string Broken = "Ingress: shop/web: Ingress has invalid IngressClass configuration: invalid ingress class: ";

    [Theory]

    // Its class is ours: what it says of the group decides, and the finalizer tells the one that leaves from the one that never came.
    [InlineData("alb", "group.name: platform", "", "member")]
    [InlineData("alb", "group.name: platform", Platform, "member")]
    [InlineData("alb", "group.name: platform", "other.example.com/finalizer", "member")]
    [InlineData("alb", "group.name: payments", Platform, "leaves")]
    [InlineData("alb", "group.name: payments", "", "none")]
    [InlineData("alb", "", Platform, "leaves")]
    [InlineData("alb", "", "", "none")]
    [InlineData("alb", "", Own, "none")]
    [InlineData("alb", "group.name: Platform", Platform, "leaves")]
    [InlineData("alb", "group.name: platform-", Platform, "leaves")]
    [InlineData("alb", "group.name: Platform", "", "none")]
    [InlineData("alb", "group.name: ", Platform, "leaves")]
    [InlineData("alb", "group.order: nonsense", Platform, "leaves")]
    [InlineData("alb", "group.name: platform-2", "group.ingress.k8s.aws/platform-2", "none")]

    // Its class is somebody else's.
    [InlineData("nginx", "group.name: platform", "", "none")]
    [InlineData("nginx", "group.name: platform", Platform, "leaves")]
    [InlineData("nginx-with-params", "group.name: platform", Platform, "leaves")]
    [InlineData(null, "group.name: platform", "", "none")]
    [InlineData(null, "group.name: platform", Platform, "leaves")]

    // The legacy annotation is all that counts, whatever the class is.
    [InlineData("gone", "kubernetes.io/ingress.class: alb|group.name: platform", "", "member")]
    [InlineData("nginx", "kubernetes.io/ingress.class: alb|group.name: platform", Platform, "member")]
    [InlineData("alb", "kubernetes.io/ingress.class: nginx|group.name: platform", Platform, "leaves")]
    [InlineData("alb", "kubernetes.io/ingress.class: |group.name: platform", Platform, "leaves")]
    [InlineData("gone", "kubernetes.io/ingress.class: nginx|group.name: platform", Platform, "leaves")]
    [InlineData("of-platform", "kubernetes.io/ingress.class: alb", "", "none")]
    [InlineData("of-platform", "kubernetes.io/ingress.class: alb", Platform, "leaves")]

    // Parameters name the group, and win.
    [InlineData("of-platform", "", "", "member")]
    [InlineData("of-platform", "group.name: payments", "", "member")]
    [InlineData("of-platform", "group.name: NO", Platform, "member")]
    [InlineData("of-nobody", "group.name: platform", "", "none")]
    [InlineData("of-nobody", "group.name: platform", Platform, "leaves")]

    // A class that went bad holds its members; to others it means nothing.
    [InlineData("gone", "group.name: platform", "", "none")]
    [InlineData("gone", "group.name: platform", Own, "none")]
    [InlineData("gone", "group.name: platform", Platform, Broken + "ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("gone", "group.name: payments", Platform, Broken + "ingressclasses.networking.k8s.io \"gone\" not found")]
    [InlineData("", "group.name: platform", Platform, Broken + "ingressclasses.networking.k8s.io \"\" not found")]
    [InlineData("lonely", "group.name: platform", "", "none")]
    [InlineData("lonely", "", Platform, Broken + "ingressclassparams.elbv2.k8s.aws \"lonely\" not found")]
    [InlineData("foreign", "", Platform, Broken + "IngressClass foreign references unknown parameters")]
    [InlineData("foreign", "group.name: platform", "", "none")]
    [InlineData("of-others", "", Platform, Broken + "namespaceSelector of IngressClassParams of-others mismatch")]
    [InlineData("of-others", "", "", "none")]
    public void Load_OneIngress_ExplicitGroup(string? className, string annotations, string finalizers, string expected) =>
        Assert.Equal(expected, Load(IngressGroupId.Explicit("platform"), className, annotations, finalizers));

    [Theory]
    [InlineData("alb", "group.name: platform", Platform, "leaves")]
    [InlineData("alb", "group.name: platform", "", "none")]
    [InlineData("alb", "group.name: platform", Own, "none")]
    [InlineData("gone", "group.name: platform", Platform, "leaves")]
    [InlineData("of-others", "", Platform, "leaves")]
    [InlineData(null, "", Platform + "|" + Own, "leaves")]
    public void Load_OneThatIsDeleted_OnlyEverLeaves(string? className, string annotations, string finalizers, string expected) =>
        Assert.Equal(expected, Load(IngressGroupId.Explicit("platform"), className, annotations, finalizers, isDeleted: true));

    [Theory]
    [InlineData("alb", "", "", false, "member")]
    [InlineData("alb", "", Own, false, "member")]
    [InlineData("alb", "group.name: platform", Own, false, "leaves")]
    [InlineData("alb", "group.name: platform", Platform, false, "none")]
    [InlineData("alb", "group.name: UPPER", Own, false, "leaves")]
    [InlineData("of-platform", "", Own, false, "leaves")]
    [InlineData("nginx", "", Own, false, "leaves")]
    [InlineData("alb", "", Own, true, "leaves")]
    [InlineData("alb", "", "", true, "none")]
    [InlineData("alb", "", Platform, true, "none")]
    [InlineData("gone", "", Own, true, "leaves")]
    [InlineData("gone", "", Own, false, Broken + "ingressclasses.networking.k8s.io \"gone\" not found")]
    public void Load_OneIngress_ItsOwnGroup(string? className, string annotations, string finalizers, bool isDeleted, string expected) =>
        Assert.Equal(expected, Load(new IngressGroupId("shop", "web"), className, annotations, finalizers, isDeleted));

    [Theory]
    [InlineData("", null, true)]
    [InlineData("", "nginx", false)]
    [InlineData("", "alb", true)]
    [InlineData("alb", null, false)]
    [InlineData("alb", "nginx", false)]
    [InlineData("alb", "alb", true)]
    [InlineData("internal", "alb", true)]
    public void FindGroupId_NoClassNamed_TheFlagAndTheDefaultClassDecide(string flag, string? defaultClass, bool isOurs)
    {
        var scenario = Scenario();
        scenario.Configuration = scenario.Configuration with { IngressClass = flag };
        var index = scenario.IngressClasses.FindIndex(candidate => candidate.Metadata.Name == defaultClass);
        if (index >= 0)
        {
            scenario.IngressClasses[index] = AsDefault(scenario.IngressClasses[index], "true");
        }

        var found = new IngressGroupLoader(scenario.Configuration, scenario).FindGroupId(scenario.Add("shop/web", null));

        Assert.Equal(isOurs ? new IngressGroupId("shop", "web") : null, found);
    }

    [Theory]
    [InlineData("true", "alb")]
    [InlineData("True", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData("false", null)]
    public void FindDefaultClassName_Annotation_MustBeTrueInLowerCase(string value, string? expected)
    {
        var scenario = Scenario();
        scenario.IngressClasses[0] = AsDefault(scenario.IngressClasses[0], value);

        Assert.Equal(expected, new IngressClassLoader(scenario.Configuration, scenario).FindDefaultClassName());
    }

    [Fact]
    public void FindGroupId_TwoDefaultClasses_FailOnlyWhoNamesNone()
    {
        var scenario = Scenario();
        scenario.IngressClasses[0] = AsDefault(scenario.IngressClasses[0], "true");
        scenario.IngressClasses[1] = AsDefault(scenario.IngressClasses[1], "true");
        var loader = new IngressGroupLoader(scenario.Configuration, scenario);

        Assert.Equal(new IngressGroupId("shop", "web"), loader.FindGroupId(scenario.Add("shop/web", "alb")));
        Assert.Null(loader.FindGroupId(scenario.Add("shop/legacy", null, "kubernetes.io/ingress.class: nginx")));
        Assert.Equal(
            "multiple default IngressClasses found",
            Assert.Throws<AlbModelException>(() => loader.FindGroupId(scenario.Add("shop/none", null))).Message);
    }

    [Theory]
    [InlineData("", "alb", true)]
    [InlineData("", "", true)]
    [InlineData("", "ALB", false)]
    [InlineData("", "nginx", false)]
    [InlineData("alb", "alb", true)]
    [InlineData("alb", "", false)]
    [InlineData("alb", "alb ", false)]
    [InlineData("internal", "internal", true)]
    [InlineData("internal", "alb", false)]
    public void MatchesAnnotation_Value_AgainstTheFlag(string flag, string value, bool expected)
    {
        var scenario = Scenario();

        Assert.Equal(expected, new IngressClassLoader(scenario.Configuration with { IngressClass = flag }, scenario).MatchesAnnotation(value));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a.example.com/x", "")]
    [InlineData(Own, "shop/web")]
    [InlineData(Platform, "platform")]
    [InlineData("group.ingress.k8s.aws/", "")]
    [InlineData("group.ingress.k8s.awsplatform", "")]
    [InlineData("ingress.k8s.aws/resources2", "")]
    [InlineData("group.ingress.k8s.aws/b|" + Own + "|group.ingress.k8s.aws/a", "b shop/web a")]
    public void FindGroupsPendingFinalization_Finalizers_InTheirOrder(string finalizers, string expected)
    {
        var ingress = With(Scenario().Add("shop/web", "gone"), finalizers, isDeleted: true);

        Assert.Equal(expected, string.Join(' ', IngressGroupLoader.FindGroupsPendingFinalization(ingress).Select(group => group.ToString())));
    }

    [Fact]
    public void FindClass_ParametersThatAreMissing_DoNotMatter()
    {
        var scenario = Scenario();
        var loader = new IngressClassLoader(scenario.Configuration, scenario);

        Assert.Equal("lonely", loader.FindClass(scenario.Add("shop/web", "lonely"))!.Metadata.Name);
        Assert.Equal("foreign", loader.FindClass(scenario.Add("shop/web", "foreign"))!.Metadata.Name);
        Assert.Null(loader.FindClass(scenario.Add("shop/web", null)));
    }

    internal static IngressClass AsDefault(IngressClass ingressClass, string value) => ingressClass with
    {
        Metadata = ingressClass.Metadata with { Annotations = new Dictionary<string, string> { ["ingressclass.kubernetes.io/is-default-class"] = value } },
    };

    private static string Load(IngressGroupId group, string? className, string annotations, string finalizers, bool isDeleted = false)
    {
        var scenario = Scenario();
        var ingress = scenario.Add("shop/web", className, annotations.Split('|', StringSplitOptions.RemoveEmptyEntries));
        scenario.Ingresses[0] = With(ingress, finalizers, isDeleted);
        try
        {
            var loaded = scenario.Load(group);
            return (loaded.Members.Count, loaded.InactiveMembers.Count) switch
            {
                (1, 0) => "member",
                (0, 1) => "leaves",
                (0, 0) => "none",
                var other => other.ToString(),
            };
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    private static Ingress With(Ingress ingress, string finalizers, bool isDeleted) => ingress with
    {
        Metadata = ingress.Metadata with
        {
            Finalizers = finalizers.Split('|', StringSplitOptions.RemoveEmptyEntries),
            DeletionTimestamp = isDeleted ? "2026-03-01T08:00:00Z" : null,
        },
    };

    private static Scenario Scenario()
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Add(Scenarios.Scenario.Class("nginx", null, "k8s.io/ingress-nginx"));
        scenario.IngressClasses.Add(Scenarios.Scenario.Class("nginx-with-params", "gone", "k8s.io/ingress-nginx"));
        scenario.IngressClasses.Add(Scenarios.Scenario.Class("lonely", "lonely"));
        scenario.IngressClasses.Add(Scenarios.Scenario.Class("foreign") with
        {
            Spec = new IngressClass.Specification
            {
                Controller = IngressClass.AlbController,
                Parameters = new IngressClass.ParametersReference { ApiGroup = "elbv2.k8s.aws", Kind = "ConfigMap", Name = "of-platform" },
            },
        });
        Add("of-platform", """{"group":{"name":"platform"}}""");
        Add("of-nobody", """{"group":{"name":"-"}}""");
        Add("of-others", """{"group":{"name":"platform"},"namespaceSelector":{"matchLabels":{"team":"others"}}}""");
        scenario.Namespaces["shop"] = new Dictionary<string, string> { ["team"] = "shop" };
        return scenario;

        void Add(string name, string spec)
        {
            scenario.IngressClasses.Add(Scenarios.Scenario.Class(name, name));
            scenario.Params[name] = KubernetesJson.Read<IngressClassParams>($$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}} }""");
        }
    }
}
