using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Aws.Sts;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.Fuzzing;

/// <summary>What fuzzing found: each was once a fault of the emulator's own, or passed and must not.</summary>
public sealed class ParserFindingTests
{
    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udd1e\ud834"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"name":"\ud800\\udc00"}""")]
    public void Json_HalfOfASurrogatePair_IsRefused(string body)
    {
        var error = Assert.Throws<AwsException>(() => AwsRequestReader.Json(Request(Encoding.UTF8.GetBytes(body))));

        Assert.Equal("SerializationException", error.Code);
    }

    [Fact]
    public void Json_WholeSurrogatePairsAndEscapedBackslashes_AreRead() =>
        Assert.Equal("\U0001D11E\\ud800", (string?)AwsRequestReader.Json(Request("""{"name":"\ud834\udd1e\\ud800"}"""u8.ToArray()))["name"]);

    [Fact]
    public void Json_NotUtf8_IsRefused() =>
        Assert.Equal("SerializationException", Assert.Throws<AwsException>(() => AwsRequestReader.Json(Request([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']))).Code);

    [Theory]
    [InlineData("Action=CreateRole&RoleName=a%05b", "The member 'RoleName' has the character U+0005")]
    [InlineData("Action=CreateRole&a%00b=1", "The member 'a?b' has the character U+0000")]
    [InlineData("Action=CreateRole&Description=%EF%BF%BF", "The member 'Description' has the character U+FFFF")]
    public void Form_CharacterThatXmlCannotCarry_IsRefused(string body, string message)
    {
        var error = Assert.Throws<AwsException>(() => AwsRequestReader.Form(Request(Encoding.ASCII.GetBytes(body))));

        Assert.Equal("MalformedInput", error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_LineBreaksAndPairs_AreRead() =>
        Assert.Equal("a\tb\r\n\U0001D11E", AwsRequestReader.Form(Request(Encoding.ASCII.GetBytes("Description=a%09b%0D%0A%F0%9D%84%9E")))["Description"]);

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Sid":"\ud800","Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"\udfff"}}}}""")]
    public void Policy_HalfOfASurrogatePair_IsRefused(string document) =>
        Assert.Throws<PolicyFormatException>(() => PolicyDocumentParser.Parse(document, PolicyKind.Identity));

    [Fact]
    public void Token_WrittenOtherwiseThanItWasIssued_IsRefused()
    {
        var kubernetes = new FakeKubernetes();
        var issuer = kubernetes.AddIssuer("A1");
        var token = kubernetes.Token(issuer, new Dictionary<string, object> { ["iss"] = issuer, ["sub"] = "a", ["aud"] = "b", ["exp"] = 2000000000, ["iat"] = 1 });
        Assert.NotNull(WebIdentityToken.Find(token));
        // The signature's 256 bytes leave four bits of their last character unused.
        var last = token[^1];
        var stray = (char)(last + 1);

        Assert.Null(WebIdentityToken.Find(token[..^1] + stray));
        Assert.Null(WebIdentityToken.Find(token + "=="));
        Assert.Null(WebIdentityToken.Find(token.Insert(20, "\n")));
    }

    [Fact]
    public void Token_HalfOfASurrogatePair_IsNone()
    {
        var header = Base64("""{"alg":"RS256","kid":"\ud800"}""");

        Assert.Null(WebIdentityToken.Find($"{header}.{Base64("""{"iss":"a","sub":"b","exp":2000000000,"iat":1}""")}.{Base64("s")}"));
    }

    [Fact]
    public void Yaml_NestedWithoutEnd_IsRefusedAndDoesNotEndTheProcess() =>
        AssertBadRequest("a: " + new string('[', 200_000), "application/yaml", "nested deeper");

    [Theory]
    [InlineData("namespac?e: default\nspec:\n  containers:\n  - &c {name: a, image: 'b', args: [\"1\", ~, 2,\n2,2,2]}\n")]
    [InlineData("a: [b,\nc]\n*d\n")]
    [InlineData("? \n: [}")]
    public void Yaml_WhatTheReaderLosesItsWayIn_IsRefusedOrRead(string text)
    {
        var error = Record.Exception(() => ApiCall.ParseBody(text, "application/yaml"));

        Assert.True(error is null or StatusException { Code: 400 }, error?.ToString());
    }

    [Fact]
    public void Yaml_AliasesThatDoubleEachTime_AreRefused()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 40; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        AssertBadRequest(text.ToString(), "application/yaml", "once its aliases are replaced");
    }

    /// <summary>Reading the text of such an element walked down all of them, until the stack ended and the emulator with it.</summary>
    [Fact]
    public void Xml_NestedWithoutEnd_IsRefusedAndDoesNotEndTheProcess() =>
        AssertInvalidXml($"<a>{string.Concat(Enumerable.Repeat("<b>", 140_000))}x{string.Concat(Enumerable.Repeat("</b>", 140_000))}</a>", "nested deeper than 32 elements");

    [Fact]
    public void Xml_AsDeepAsItMayBe_IsRead() =>
        Assert.Equal("x", AwsRequestReader.Xml(Request(Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("<b>", 31))}x{string.Concat(Enumerable.Repeat("</b>", 31))}"))).Value);

    [Theory]
    [InlineData("<!DOCTYPE a><a/>", "line 0, position 0")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "line 0, position 0")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>", "line 0, position 0")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>", "line 0, position 0")]
    [InlineData("<a>&b;</a>", "line 1, position 5")]
    [InlineData("<a>&#x0;</a>", "line 1")]
    [InlineData("<a>\uFFFF</a>", "line 1")]
    [InlineData("<a b=\"1\" b=\"2\"/>", "line 1")]
    [InlineData("<c:a/>", "line 1")]
    [InlineData("<a/><a/>", "line 1")]
    [InlineData("", "line 0, position 0")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", "its encoding must be UTF-8")]
    [InlineData("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a/>", "its encoding must be UTF-8")]
    public void Xml_NoDocumentOrOneThatNamesWhatLiesElsewhere_IsRefused(string body, string message) => AssertInvalidXml(body, message);

    [Fact]
    public void Xml_BehindAByteOrderMark_IsRead() =>
        Assert.Equal("\u00e9", AwsRequestReader.Xml(Request([.. Encoding.UTF8.Preamble, .. "<?xml version=\"1.0\" encoding=\"utf-8\"?><a>\u00e9</a>"u8])).Value);

    [Fact]
    public void Xml_NotUtf8_IsRefused()
    {
        Assert.Equal("InvalidInput", Assert.Throws<AwsException>(() => AwsRequestReader.Xml(Request(Encoding.Latin1.GetBytes("<a>\u00e9</a>")))).Code);
        Assert.Equal("InvalidInput", Assert.Throws<AwsException>(() => AwsRequestReader.Xml(Request([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<a/>")]))).Code);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a","name":"b"}}""")]
    [InlineData("""{"metadata":{"name":"\ud800"}}""")]
    [InlineData("""{"spec":{"replicas":1e999}}""")]
    [InlineData("""{"spec":{"replicas":0e99999999999}}""")]
    public void KubernetesBody_WhatCannotBeCompared_IsRefused(string body) => AssertBadRequest(body, "application/json", "unrecognized");

    [Fact]
    public void JsonPatch_CopiesThatDoubleTheDocument_AreBounded()
    {
        var patch = new JsonArray([.. Enumerable.Range(0, 60).Select(i => new JsonObject { ["op"] = "copy", ["from"] = "", ["path"] = $"/a{i}" })]);

        var error = Assert.Throws<StatusException>(() => JsonPatch.Apply(new JsonObject { ["text"] = new string('x', 1000) }, patch));

        Assert.Equal(413, error.Code);
    }

    private static void AssertBadRequest(string body, string contentType, string message)
    {
        var error = Assert.Throws<StatusException>(() => ApiCall.ParseBody(body, contentType));

        Assert.Equal(400, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static void AssertInvalidXml(string body, string message)
    {
        var error = Assert.Throws<AwsException>(() => AwsRequestReader.Xml(Request(Encoding.UTF8.GetBytes(body))));

        Assert.Equal("InvalidInput", error.Code);
        Assert.StartsWith("Invalid XML ; ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static AwsHttpRequest Request(byte[] body) => new() { Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(), Body = body };

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
