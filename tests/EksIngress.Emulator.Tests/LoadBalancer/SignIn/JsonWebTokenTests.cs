using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>What is a token, and that nothing else passes for one.</summary>
public sealed class JsonWebTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";
    private const string Claims = """{"iss":"https://idp.example.test","exp":4102444800,"sub":"user-1"}""";

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("e30.e30")]
    [InlineData("e30.e30.AA.AA")]
    [InlineData("e30=.e30.AA")]
    [InlineData("e30. e30.AA")]
    [InlineData("e3+.e30.AA")]
    [InlineData("bnVsbA.e30.AA")]
    [InlineData("e30.W10.AA")]
    [InlineData("e30.eyJhIjoxLCJhIjoyfQ.AA")]
    [InlineData("e30.e30.A")]
    public void Find_IsNoToken_IsNull(string text) => Assert.Null(JsonWebToken.Find(text));

    [Fact]
    public void Find_TooLongOrTooDeep_IsNull()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 20)) + "1" + new string('}', 20);

        Assert.Null(JsonWebToken.Find($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(deep))}.AA"));
        Assert.Null(JsonWebToken.Find($"e30.{new string('A', JsonWebToken.MaxLength)}.AA"));
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{/**/}")]
    public void Find_JsonThatCanBeReadInTwoWays_IsNull(string claims) =>
        Assert.Null(JsonWebToken.Find($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.AA"));

    [Fact]
    public void Find_BytesThatAreNoText_IsNull() => Assert.Null(JsonWebToken.Find($"e30.{Base64Url.EncodeToString([(byte)'{', (byte)'"', 0xD2, (byte)'"', (byte)':', (byte)'1', (byte)'}'])}.AA"));

    [Fact]
    public void Token_AnyCharacterChanged_IsNotSignedByTheKey()
    {
        using var key = RSA.Create(2048);
        var (token, parameters) = (Sign(key, Header, Claims), key.ExportParameters(includePrivateParameters: false));
        Assert.True(JsonWebToken.Find(token)!.IsSignedBy(parameters));

        for (var i = 0; i < token.Length; i++)
        {
            foreach (var replacement in token[i] == '.' ? "A" : token[i] == 'A' ? "B." : "A.")
            {
                var changed = $"{token[..i]}{replacement}{token[(i + 1)..]}";
                var found = JsonWebToken.Find(changed);
                // The last character of a part has bits that say nothing; then the signature is the same.
                Assert.True(found is null || !found.IsSignedBy(parameters) || IsSame(token, changed), $"{i} {replacement}");
            }
        }
    }

    [Fact]
    public void Find_MutatedTokens_NeverThrowsAndNeverPasses()
    {
        using var key = RSA.Create(2048);
        var (token, parameters) = (Sign(key, Header, Claims), key.ExportParameters(includePrivateParameters: false));
        var random = new Random(20260101);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0\u00e9";

        for (var i = 0; i < 20_000; i++)
        {
            var changed = new StringBuilder(token);
            for (var edits = random.Next(1, 6); edits > 0 && changed.Length > 0; edits--)
            {
                var at = random.Next(changed.Length);
                switch (random.Next(4))
                {
                    case 0:
                        changed[at] = Alphabet[random.Next(Alphabet.Length)];
                        break;
                    case 1:
                        changed.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                        break;
                    case 2:
                        changed.Remove(at, 1);
                        break;
                    default:
                        changed.Length = at;
                        break;
                }
            }

            var text = changed.ToString();
            var found = JsonWebToken.Find(text);
            Assert.True(found is null || !found.IsSignedBy(parameters) || IsSame(token, text), text);
        }
    }

    private static bool IsSame(string token, string changed) =>
        changed[..Math.Max(changed.LastIndexOf('.'), 0)] == token[..token.LastIndexOf('.')]
        && Base64Url.DecodeFromChars(changed.AsSpan(changed.LastIndexOf('.') + 1)).AsSpan().SequenceEqual(Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1)));

    private static string Sign(RSA key, string header, string claims)
    {
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
