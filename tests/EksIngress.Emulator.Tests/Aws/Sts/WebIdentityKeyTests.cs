using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Emulator.Tests.Aws.Sts;

public sealed class WebIdentityKeyTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);

    [Fact]
    public void Signed_TokenOfAnotherKey_IsRefused_HoweverOftenItComes()
    {
        var (key, other) = (Key(_key), Key(_other));
        var token = Create(_key, 1);

        for (var time = 0; time < 3; time++)
        {
            Assert.True(key.Signed(token));
            Assert.False(other.Signed(token));
        }
    }

    [Fact]
    public void Signed_SignatureOfAnotherToken_IsRefused()
    {
        var key = Key(_key);
        var (one, two) = (Create(_key, 1), Create(_key, 2));
        Assert.True(key.Signed(one));
        Assert.True(key.Signed(two));

        var mixed = WebIdentityToken.Find(one.Jwt[..one.Jwt.LastIndexOf('.')] + two.Jwt[two.Jwt.LastIndexOf('.')..])!;

        Assert.False(key.Signed(mixed));
    }

    [Fact]
    public void Signed_MoreTokensThanAreRemembered_AreAllTaken()
    {
        var key = Key(_key);

        Assert.All(Enumerable.Range(0, WebIdentityKey.MaxRemembered + 2), number => Assert.True(key.Signed(Create(_key, number))));
        Assert.True(key.Signed(Create(_key, 0)));
        Assert.False(key.Signed(Create(_other, 0)));
    }

    [Fact]
    public void ToString_Token_DoesNotTellIt()
    {
        var token = Create(_key, 1);

        Assert.Equal("s of https://i", token.ToString());
    }

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    private static WebIdentityKey Key(RSA key) => new(key.ExportParameters(includePrivateParameters: false));

    private static WebIdentityToken Create(RSA key, int number)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iss":"https://i","sub":"s","exp":{{number}},"iat":0}""");
        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256","kid":"k"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return WebIdentityToken.Find($"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}")!;
    }
}
