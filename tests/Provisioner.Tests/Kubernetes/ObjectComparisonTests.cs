using System.Text.Json.Nodes;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.Tests.Kubernetes;

public sealed class ObjectComparisonTests
{
    private const string Wanted = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","annotations":{}},
         "spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"a","resources":{"requests":{"cpu":"1000m","memory":"1Gi"}},"args":["x","y"]}]}}}}
        """;

    public static TheoryData<string, string, string, bool> Drifts => new()
    {
        { "nothing", "\"replicas\":2", "\"replicas\":2", true },
        { "default added", "\"replicas\":2", "\"replicas\":2,\"revisionHistoryLimit\":10", true },
        { "quantity in another form", "\"1000m\"", "\"1\"", true },
        { "memory in another form", "\"1Gi\"", "\"1024Mi\"", true },
        { "default in a list item", "\"name\":\"a\",\"resources\"", "\"name\":\"a\",\"imagePullPolicy\":\"Always\",\"resources\"", true },
        { "value changed", "\"replicas\":2", "\"replicas\":3", false },
        { "value gone", "\"replicas\":2,", "", false },
        { "list item gone", "[\"x\",\"y\"]", "[\"x\"]", false },
        { "list item added", "[\"x\",\"y\"]", "[\"x\",\"y\",\"z\"]", false },
        { "list order", "[\"x\",\"y\"]", "[\"y\",\"x\"]", false },
        { "quantity changed", "\"1000m\"", "\"2\"", false },
        { "text that looks like a quantity elsewhere", "[\"x\",\"y\"]", "[\"x\",\"y \"]", false },
    };

    [Theory]
    [MemberData(nameof(Drifts))]
    public void IsApplied_LiveObjectDiffers_OnlyWhenAWantedFieldDoes(string what, string before, string after, bool expected)
    {
        var wanted = JsonNode.Parse(Wanted)!.AsObject();
        var live = JsonNode.Parse(ObjectComparison.ToApplied(wanted, null).ToJsonString().Replace(before, after, StringComparison.Ordinal))!.AsObject();

        Assert.True(expected == ObjectComparison.IsApplied(wanted, live), what);
    }

    [Fact]
    public void IsApplied_FieldTakenOutOfTheManifest_IsAChange()
    {
        var wanted = JsonNode.Parse(Wanted)!.AsObject();
        var live = ObjectComparison.ToApplied(wanted, null);
        wanted["spec"]!.AsObject().Remove("replicas");

        Assert.False(ObjectComparison.IsApplied(wanted, live));
    }

    [Fact]
    public void IsApplied_None_IsAChange() => Assert.False(ObjectComparison.IsApplied(JsonNode.Parse(Wanted)!.AsObject(), null));

    [Fact]
    public void ToApplied_Traced_CarriesTheTraceWithoutChangingTheComparison()
    {
        var wanted = JsonNode.Parse(Wanted)!.AsObject();

        var applied = ObjectComparison.ToApplied(wanted, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", applied["metadata"]!["annotations"]!["eksingress.dev/traceparent"]!.GetValue<string>());
        Assert.True(ObjectComparison.IsApplied(wanted, applied));
        Assert.Null(wanted["metadata"]!["annotations"]!["eksingress.dev/traceparent"]);
    }
}
