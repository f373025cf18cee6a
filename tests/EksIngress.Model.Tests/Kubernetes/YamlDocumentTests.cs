using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class YamlDocumentTests
{
    [Theory]
    [InlineData("plain", "a: plain\n")]
    [InlineData("true", "a: \"true\"\n")]
    [InlineData("Yes", "a: \"Yes\"\n")]
    [InlineData("null", "a: \"null\"\n")]
    [InlineData("", "a: \"\"\n")]
    [InlineData("12", "a: \"12\"\n")]
    [InlineData("1e3", "a: \"1e3\"\n")]
    [InlineData("a: b", "a: \"a: b\"\n")]
    [InlineData("- a", "a: \"- a\"\n")]
    [InlineData("registry/x:1.2", "a: registry/x:1.2\n")]
    [InlineData("trailing:", "a: \"trailing:\"\n")]
    [InlineData("line\n", "a: \"line\\n\"\n")]
    [InlineData("true\n", "a: \"true\\n\"\n")]
    [InlineData("12\n", "a: \"12\\n\"\n")]
    [InlineData("two\nlines", "a: \"two\\nlines\"\n")]
    public void Write_String_ReadsBackAsTheSameString(string value, string expected)
    {
        var bytes = YamlDocument.Write(Node.Object(("a", value)));

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
        Assert.Equal(value, YamlDocument.ReadAll(expected)[0]["a"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a: 1", "1")]
    [InlineData("a: -1.5", "-1.5")]
    [InlineData("a: true", "true")]
    [InlineData("a: '1'", "\"1\"")]
    [InlineData("a: 2026-11-24", "\"2026-11-24\"")]
    [InlineData("a: 1.2.3", "\"1.2.3\"")]
    [InlineData("a: yes", "\"yes\"")]
    public void ReadAll_Scalar_HasTheTypeThatKubernetesGivesIt(string text, string json) =>
        Assert.Equal(json, YamlDocument.ReadAll(text)[0]["a"]!.ToJsonString());

    [Fact]
    public void ReadAll_SeveralDocuments_LeavesEmptyOnesOut() =>
        Assert.Equal(2, YamlDocument.ReadAll("a: 1\n---\n---\nb: 2\n").Count);

    [Fact]
    public void Write_EmptyMapAndList_StayWhatTheyAre()
    {
        var node = Node.Object(("map", new JsonObject()), ("list", new JsonArray()));

        Assert.True(JsonNode.DeepEquals(node, YamlDocument.ReadAll(Encoding.UTF8.GetString(YamlDocument.Write(node)))[0]));
    }
}
