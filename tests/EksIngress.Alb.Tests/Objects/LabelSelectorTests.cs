using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Objects;

public sealed class LabelSelectorTests
{
    [Theory]
    [InlineData("{}", "", true)]
    [InlineData("""{"matchLabels":{},"matchExpressions":[]}""", "a=b", true)]
    [InlineData("""{"matchLabels":null,"matchExpressions":null}""", "a=b", true)]
    [InlineData("""{"matchLabels":{"a":"b","c":"d"}}""", "a=b c=d e=f", true)]
    [InlineData("""{"matchLabels":{"a":"b","c":"d"}}""", "a=b", false)]
    [InlineData("""{"matchLabels":{"a":"B"}}""", "a=b", false)]
    [InlineData("""{"matchLabels":{"a":""}}""", "a=", true)]
    [InlineData("""{"matchLabels":{"a":""}}""", "", false)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["x",""]}]}""", "a=", true)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["x",""]}]}""", "", false)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"NotIn","values":["x"]}]}""", "", true)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"NotIn","values":["x"]}]}""", "a=x", false)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists","values":[]}]}""", "a=", true)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"DoesNotExist"}]}""", "b=a", true)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists"},{"key":"a","operator":"DoesNotExist"}]}""", "a=b", false)]
    [InlineData("""{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"In","values":["c"]}]}""", "a=b", false)]
    [InlineData("""{"matchLabels":{"kubernetes.io/metadata.name":"shop"}}""", "kubernetes.io/metadata.name=shop", true)]
    public void Matches_Labels_MeetEveryRequirement(string selector, string labels, bool expected) =>
        Assert.Equal(expected, KubernetesJson.Read<LabelSelector>(selector).Matches(Labels(labels)));

    [Theory]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":""}]}""", "\"\" is not a valid label selector operator")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"in","values":["b"]}]}""", "\"in\" is not a valid label selector operator")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Equals","values":["b"]},{"key":"!","operator":"Exists"}]}""", "\"Equals\" is not a valid label selector operator")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"NotIn","values":[]}]}""", "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"DoesNotExist","values":["b","c"]}]}""", "values: Invalid value: [\"b\",\"c\"]: values set must be empty for exists and does not exist")]
    public void Matches_MalformedRequirement_SaysWhy(string selector, string message) => Assert.Equal(
        message, Assert.Throws<AlbModelException>(() => KubernetesJson.Read<LabelSelector>(selector).Matches(Labels(""))).Message);

    [Fact]
    public void Matches_ValuesThatMayNotBe_AreShownAsTheControllersJson() => Assert.StartsWith(
        "[values: Invalid value: [\"é\",\"\\u003c\",\"\\u2028\"]: values set must be empty for exists and does not exist, values[0][a]: ",
        Assert.Throws<AlbModelException>(() => KubernetesJson
            .Read<LabelSelector>("""{"matchExpressions":[{"key":"a","operator":"Exists","values":["é","<","\u2028"]}]}""")
            .Matches(Labels(""))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "name part must be non-empty; name part must consist")]
    [InlineData("/a", "prefix part must be non-empty")]
    [InlineData("x/", "name part must be non-empty; name part must consist")]
    [InlineData("a b", "name part must consist")]
    [InlineData("-a", "name part must consist")]
    [InlineData("X.example.com/a", "prefix part a lowercase RFC 1123 subdomain must consist")]
    [InlineData("x/y/z", "a valid label key must consist")]
    public void Matches_MalformedKey_SaysWhichPart(string key, string fault) => Assert.StartsWith(
        $"key: Invalid value: \"{key}\": {fault}",
        Assert.Throws<AlbModelException>(() => new LabelSelector { MatchLabels = new Dictionary<string, string> { [key] = "v" } }.Matches(Labels(""))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Matches_LongValue_IsRefused(int length, bool isValid)
    {
        var value = new string('v', length);
        var selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["a"] = value } };

        Assert.Equal(
            isValid ? null : $"values[0][a]: Invalid value: \"{value}\": must be no more than 63 bytes",
            Record.Exception(() => selector.Matches(Labels("")))?.Message);
    }

    private static Dictionary<string, string> Labels(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(label => label.Split('=')[0], label => label.Split('=')[1]);
}
