using System.Globalization;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.GoValues;

/// <summary>A list that stands twice in one object of an annotation: the second is laid over the first.</summary>
public sealed class GoSliceTests
{
    [Theory]
    [InlineData("""[{"serviceName":"a","weight":1}]""", """[{"weight":2}]""", "a*2")]
    [InlineData("""[{"serviceName":"a","weight":1}]""", """[null]""", "a*1")]
    [InlineData("""[{"serviceName":"a","weight":1}]""", """[{"weight":null}]""", "a*")]
    [InlineData("""[{"serviceName":"a"},{"serviceName":"b"}]""", """[{}]""", "a*")]
    [InlineData("""[{"serviceName":"a"}]""", """[{},{"serviceName":"b"}]""", "a* b*")]
    [InlineData("""[{"serviceName":"a"}]""", "[]", "")]
    [InlineData("""[{"serviceName":"a"}]""", "null", "")]
    public void Parse_TargetGroupsTwice_AreLaidOver(string first, string second, string expected) => Assert.Equal(
        expected,
        TargetGroups($$$"""{"type":"forward","forwardConfig":{"targetGroups":{{{first}}},"targetGroups":{{{second}}}}}"""));

    [Theory]
    [InlineData("""[{}]""", """[{},{"weight":3}]""", "a* b*3")]
    [InlineData("[]", """[{},{"weight":3}]""", "* *3")]
    [InlineData("null", """[{"weight":3}]""", "*3")]
    public void Parse_ThreeTimes_ShowsWhatAShorterListHid(string second, string third, string expected) => Assert.Equal(
        expected,
        TargetGroups($$$"""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a"},{"serviceName":"b"}],"targetGroups":{{{second}}},"targetGroups":{{{third}}}}}"""));

    [Theory]
    [InlineData("""["a","b"]""", """[null,"c"]""", "a c")]
    [InlineData("""["a","b"]""", """["c"]""", "c")]
    [InlineData("""["a"]""", """[null,null]""", "a ")]
    public void Parse_ValuesTwice_KeepWhereTheSecondIsNull(string first, string second, string expected) => Assert.Equal(
        expected,
        string.Join(' ', ConditionAnnotation.Parse(
            $$$"""[{"field":"host-header","hostHeaderConfig":{"values":{{{first}}},"values":{{{second}}}}}]""")[0].HostHeaderConfig!.Values));

    [Fact]
    public void Parse_PairsTwice_AreLaidOver()
    {
        var pair = Assert.Single(ConditionAnnotation.Parse(
            """[{"field":"query-string","queryStringConfig":{"values":[{"key":"k","value":"a"}],"values":[{"value":"b"}]}}]""")[0].QueryStringConfig!.Values);

        Assert.Equal(("k", "b"), (pair.Key, pair.Value));
    }

    [Fact]
    public void Parse_RewritesTwice_AreLaidOver() => Assert.Equal(
        [new RuleTransform.Rewrite("^/a", "/c")],
        TransformAnnotation.Parse(
            """[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/a","replace":"/b"}],"rewrites":[{"replace":"/c"}]}}]""")[0].UrlRewriteConfig!.Items);

    // In a list of its own an element stands for itself.
    [Fact]
    public void Parse_ElementsOfOneList_AreApart() => Assert.Equal(
        "a*1 *2", TargetGroups("""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","weight":1},{"weight":2}]}}"""));

    private static string TargetGroups(string action) => string.Join(
        ' ',
        ActionAnnotation.Parse(action).ForwardConfig!.TargetGroups.Select(tuple => $"{tuple.ServiceName}*{tuple.Weight?.ToString(CultureInfo.InvariantCulture)}"));
}
