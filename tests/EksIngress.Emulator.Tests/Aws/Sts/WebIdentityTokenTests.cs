using System.Buffers.Text;
using System.Text;
using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Emulator.Tests.Aws.Sts;

/// <summary>Texts that come as tokens: each is read, or is none; no exception leaves the parser.</summary>
public sealed class WebIdentityTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";
    private const string Claims = """{"iss":"https://i","sub":"SUB","aud":["sts.amazonaws.com"],"exp":1,"iat":0,"kubernetes.io":{"node":{"name":"n"},"pod":{"name":"p","uid":"u"}}}""";

    /// <summary>What bytes of a string may not be in UTF-8, as hex: lone and missing continuation bytes, overlong forms, surrogates, past the last code point.</summary>
    public static TheoryData<string> NoUtf8 => ["80", "C3", "C328", "C0AF", "E28228", "EDA080", "F0288CBC", "F4908080", "FF"];

    [Fact]
    public void Find_Token_IsRead()
    {
        var token = WebIdentityToken.Find(Token(Encoding.UTF8.GetBytes(Header), Encoding.UTF8.GetBytes(Claims)));

        Assert.Equal(("https://i", "SUB", "n", ("p", "u")), (token!.Issuer, token.Subject, token.NodeName!, token.Pod!.Value));
    }

    [Theory]
    [MemberData(nameof(NoUtf8))]
    public void Find_NoUtf8InAnyString_IsNoToken(string hex)
    {
        var broken = Convert.FromHexString(hex);
        foreach (var (text, at) in (List<(string, string)>)[(Header, "k\""), (Claims, "SUB"), (Claims, "https://i"), (Claims, "sts.amazonaws.com"), (Claims, "n\"}"), (Claims, "p\","), (Claims, "u\"}"), (Claims, "iss")])
        {
            var place = text.LastIndexOf(at, StringComparison.Ordinal);
            byte[] bytes = [.. Encoding.UTF8.GetBytes(text[..place]), .. broken, .. Encoding.UTF8.GetBytes(text[place..])];
            var token = text == Header ? Token(bytes, Encoding.UTF8.GetBytes(Claims)) : Token(Encoding.UTF8.GetBytes(Header), bytes);

            Assert.Null(WebIdentityToken.Find(token));
        }
    }

    [Theory]
    [InlineData("""{"iss":"\ud800","sub":"s","exp":1,"iat":0}""")]
    [InlineData("""{"iss":"i","sub":"\udc00","exp":1,"iat":0}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":1,"iat":0,"aud":"\ud800\ud800"}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":1,"iat":0,"\udfff":1}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":1,"iat":0,"kubernetes.io":{"node":{"name":"\ud800"}}}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":1,"iat":0,"kubernetes.io":{"pod":{"name":"\ud800","uid":"u"}}}""")]
    public void Find_HalfASurrogatePair_IsNoToken(string claims) =>
        Assert.Null(WebIdentityToken.Find(Token(Encoding.UTF8.GetBytes(Header), Encoding.UTF8.GetBytes(claims))));

    [Theory]
    [InlineData("""{"iss":"i","sub":"s","exp":1e400,"iat":0}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":-1,"iat":0}""")]
    [InlineData("""{"iss":"i","sub":"s","exp":253402300800,"iat":0}""")]
    [InlineData("""{"iss":1,"sub":"s","exp":1,"iat":0}""")]
    [InlineData("""{"iss":"i","iss":"j","sub":"s","exp":1,"iat":0}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Find_OtherClaims_IsNoToken(string claims) =>
        Assert.Null(WebIdentityToken.Find(Token(Encoding.UTF8.GetBytes(Header), Encoding.UTF8.GetBytes(claims))));

    private static string Token(byte[] header, byte[] claims) => $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}.AAAA";
}
