using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

public sealed class IngressGroupLoaderTests
{
    private const string Shared = "group.ingress.k8s.aws/shared";
    private const string Pattern =
        "invalid ingress group: groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

    [Theory]
    [InlineData("a")]
    [InlineData("team.web-1")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890ab")]
    public void FindGroupId_ValidName_IsTheGroup(string name) => Assert.Equal(IngressGroupId.Explicit(name), Find(name));

    [Theory]
    [InlineData("", Pattern)]
    [InlineData("-a", Pattern)]
    [InlineData("a-", Pattern)]
    [InlineData("A", Pattern)]
    [InlineData("a_b", Pattern)]
    [InlineData("a\n", Pattern)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890abc", "invalid ingress group: groupName must be no more than 63 characters")]
    public void FindGroupId_InvalidName_SaysWhy(string name, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidIngressGroupException>(() => Find(name)).Message);

    [Fact]
    public void FindGroupId_ClassNamesTheGroup_TheAnnotationDoesNotCount()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"group":{"name":"platform"}}""");

        Assert.Equal("platform", Loader(scenario).FindGroupId(scenario.Add("ns-1/ing-1", "strict", "group.name: own"))!.Value.ToString());
    }

    [Fact]
    public void FindGroupId_ClassNamesAnInvalidGroup_Fails()
    {
        var scenario = new Scenario();
        scenario.AddParams("""{"group":{"name":""}}""");

        Assert.Throws<InvalidIngressGroupException>(() => Loader(scenario).FindGroupId(scenario.Add("ns-1/ing-1", "strict")));
    }

    [Fact]
    public void Load_Members_AreSortedByOrderThenName()
    {
        var scenario = new Scenario();
        scenario.Add("b/two", "alb", "group.name: shared");
        scenario.Add("a/late", "alb", "group.name: shared", "group.order: 1000");
        scenario.Add("a-b/one", "alb", "group.name: shared");
        scenario.Add("z/first", "alb", "group.name: shared", "group.order: -1000");
        scenario.Add("a/one", "alb", "group.name: shared", "group.order: 0");
        scenario.Add("a/other", "alb", "group.name: another");

        Assert.Equal(
            ["z/first", "a-b/one", "a/one", "b/two", "a/late"],
            scenario.Load(IngressGroupId.Explicit("shared")).Members.Select(member => member.Key.ToString()));
    }

    [Theory]
    [InlineData("1001", "explicit Ingress group order must be within [-1000:1000], Ingress: ns-1/ing-1, order: 1001")]
    [InlineData("-1001", "explicit Ingress group order must be within [-1000:1000], Ingress: ns-1/ing-1, order: -1001")]
    [InlineData("first", "failed to load Ingress group order for ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/group.order: first: strconv.ParseInt: parsing \"first\": invalid syntax")]
    [InlineData("99999999999", "failed to load Ingress group order for ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/group.order: 99999999999: strconv.ParseInt: parsing \"99999999999\": value out of range")]
    public void Load_InvalidOrder_FailsTheGroup(string order, string message)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", $"group.order: {order}");

        var exception = Assert.Throws<AlbModelException>(() => scenario.Load(new IngressGroupId("ns-1", "ing-1")));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Load_LeavingMembers_AreInactive()
    {
        var scenario = new Scenario();
        Replace(scenario, scenario.Add("b/elsewhere", "alb", "group.name: other"), Shared);
        Replace(scenario, scenario.Add("a/deleted", "alb", "group.name: shared"), Shared, deleted: true);
        Replace(scenario, scenario.Add("c/unclassed", null), Shared);
        Replace(scenario, scenario.Add("d/malformed", "alb", "group.name: NO"), Shared);
        Replace(scenario, scenario.Add("e/stays", "alb", "group.name: shared"), Shared);
        scenario.Add("f/malformed-too", "alb", "group.name: NO");
        scenario.Add("g/never-was", "gone");

        var group = scenario.Load(IngressGroupId.Explicit("shared"));

        Assert.Equal(["e/stays"], group.Members.Select(member => member.Key.ToString()));
        Assert.Equal(["a/deleted", "b/elsewhere", "c/unclassed", "d/malformed"], group.InactiveMembers.Select(ingress => ingress.Key.ToString()));
    }

    [Fact]
    public void Load_MemberWhoseClassBroke_FailsTheGroup()
    {
        var scenario = new Scenario();
        Replace(scenario, scenario.Add("ns-1/ing-1", "gone", "group.name: shared"), Shared);

        var exception = Assert.Throws<AlbModelException>(() => scenario.Load(IngressGroupId.Explicit("shared")));

        Assert.Equal(
            "Ingress: ns-1/ing-1: Ingress has invalid IngressClass configuration: invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found",
            exception.Message);
    }

    [Fact]
    public void Load_TwoDefaultClasses_FailsEveryGroup()
    {
        var scenario = new Scenario();
        scenario.IngressClasses.Clear();
        foreach (var name in new[] { "one", "two" })
        {
            scenario.IngressClasses.Add(Scenario.Class(name) with
            {
                Metadata = new ObjectMeta { Name = name, Annotations = new Dictionary<string, string> { ["ingressclass.kubernetes.io/is-default-class"] = "true" } },
            });
        }

        scenario.Add("ns-2/ing-2", null);

        var exception = Assert.Throws<AlbModelException>(() => scenario.Load(new IngressGroupId("ns-1", "ing-1")));

        Assert.Equal("Ingress: ns-2/ing-2: multiple default IngressClasses found", exception.Message);
    }

    [Fact]
    public void Load_ImplicitFinalizerOfAnotherIngress_IsNotOfThisGroup()
    {
        var scenario = new Scenario();
        Replace(scenario, scenario.Add("ns-1/other", "alb", "group.name: shared"), IngressGroupId.ImplicitFinalizer);

        Assert.Empty(scenario.Load(new IngressGroupId("ns-1", "ing-1")).InactiveMembers);
        Assert.Single(scenario.Load(new IngressGroupId("ns-1", "other")).InactiveMembers);
    }

    [Fact]
    public void FindGroupsPendingFinalization_Finalizers_NameTheGroups()
    {
        var scenario = new Scenario();
        var ingress = scenario.Add("ns-1/ing-1", "alb") is var added
            ? added with { Metadata = added.Metadata with { Finalizers = ["x/y", IngressGroupId.ImplicitFinalizer, Shared] } }
            : null!;

        Assert.Equal(
            [new IngressGroupId("ns-1", "ing-1"), IngressGroupId.Explicit("shared")], IngressGroupLoader.FindGroupsPendingFinalization(ingress));
    }

    [Fact]
    public void Load_WhateverTheOrderOfInput_GivesTheSame()
    {
        var random = new Random(7);
        var scenario = new Scenario();
        for (var i = 0; i < 30; i++)
        {
            Replace(scenario, scenario.Add($"ns-{i % 3}/ing-{i}", "alb", $"group.name: {(i % 4 == 0 ? "other" : "shared")}", $"group.order: {i % 5}"), Shared);
        }

        var expected = Names(scenario.Load(IngressGroupId.Explicit("shared")));
        for (var round = 0; round < 50; round++)
        {
            var shuffled = scenario.Ingresses.OrderBy(_ => random.Next()).ToList();
            scenario.Ingresses.Clear();
            scenario.Ingresses.AddRange(shuffled);

            Assert.Equal(expected, Names(scenario.Load(IngressGroupId.Explicit("shared"))));
        }

        static string Names(IngressGroup group) => string.Join(
            ' ', group.Members.Select(member => member.Key.ToString()).Append("|").Concat(group.InactiveMembers.Select(ingress => ingress.Key.ToString())));
    }

    private static IngressGroupId? Find(string groupName)
    {
        var scenario = new Scenario();
        return Loader(scenario).FindGroupId(scenario.Add("ns-1/ing-1", "alb", $"group.name: {groupName}"));
    }

    private static IngressGroupLoader Loader(Scenario scenario) => new(scenario.Configuration, scenario);

    private static void Replace(Scenario scenario, Ingress ingress, string finalizer, bool deleted = false) =>
        scenario.Ingresses[scenario.Ingresses.IndexOf(ingress)] = ingress with
        {
            Metadata = ingress.Metadata with { Finalizers = [finalizer], DeletionTimestamp = deleted ? "2026-01-01T00:00:00Z" : null },
        };
}
