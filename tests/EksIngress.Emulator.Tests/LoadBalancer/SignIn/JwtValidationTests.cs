using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>Requests with tokens to rules that check them.</summary>
public sealed class JwtValidationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a test changes in the claims of a good token, as JSON; a value of null takes the claim away.</summary>
    public static TheoryData<string, string?> Claims => new()
    {
        { "{}", null },
        { """{"nbf":null,"iat":null}""", null },
        { """{"nbf":0}""", null },
        { """{"extra":{"a":[1,2]}}""", null },
        { """{"iss":"https://other.example.test"}""", "JWTClaimValueInvalid" },
        { """{"iss":null}""", "JWTClaimNotPresent" },
        { """{"iss":1}""", "JWTClaimFormatInvalid" },
        { """{"exp":null}""", "JWTClaimNotPresent" },
        { """{"exp":"4102444800"}""", "JWTClaimFormatInvalid" },
        { """{"exp":1}""", "JWTClaimValueInvalid" },
        { """{"nbf":4102444800}""", "JWTClaimValueInvalid" },
        { """{"nbf":"0"}""", "JWTClaimFormatInvalid" },
        { """{"iat":4102444800}""", "JWTClaimValueInvalid" },
        { """{"iat":true}""", "JWTClaimFormatInvalid" },
    };

    /// <summary>Format, wanted values, the claim as JSON.</summary>
    public static TheoryData<string, string, string, string?> AdditionalClaims => new()
    {
        { "single-string", "a", "\"a\"", null },
        { "single-string", "a,b", "\"b\"", null },
        { "single-string", "a", "\"A\"", "JWTClaimValueInvalid" },
        { "single-string", "a", "\"a b\"", "JWTClaimValueInvalid" },
        { "single-string", "true", "true", "JWTClaimFormatInvalid" },
        { "single-string", "a", "[\"a\"]", "JWTClaimFormatInvalid" },
        { "single-string", "a", "null", "JWTClaimNotPresent" },
        { "string-array", "a", "[\"b\",\"a\"]", null },
        { "string-array", "a,b", "[\"b\",\"a\",\"c\"]", null },
        { "string-array", "a,b", "[\"a\"]", "JWTClaimValueInvalid" },
        { "string-array", "a", "[]", "JWTClaimValueInvalid" },
        { "string-array", "a", "[\"a\",1]", "JWTClaimFormatInvalid" },
        { "string-array", "a", "\"a\"", "JWTClaimFormatInvalid" },
        { "string-array", "a", "null", "JWTClaimNotPresent" },
        { "space-separated-values", "read,write", "\"write read admin\"", null },
        { "space-separated-values", "read,write", "\"read\"", "JWTClaimValueInvalid" },
        { "space-separated-values", "read", "\"reader\"", "JWTClaimValueInvalid" },
        { "space-separated-values", "read", "\"\"", "JWTClaimValueInvalid" },
        { "space-separated-values", "read", "[\"read\"]", "JWTClaimFormatInvalid" },
        { "space-separated-values", "read", "null", "JWTClaimNotPresent" },
    };

    /// <summary>Status code and body of the key endpoint.</summary>
    public static TheoryData<int, string, string> KeySets => new()
    {
        { 500, "{}", "JWKSRequestFailed" },
        { 302, "{}", "JWKSRequestFailed" },
        { 200, "<html>", "JWKSResponseFormatInvalid" },
        { 200, "[]", "JWKSResponseFormatInvalid" },
        { 200, "{\"keys\":{}}", "JWKSResponseFormatInvalid" },
        { 200, "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"%\",\"e\":\"AQAB\"}]}", "JWKSResponseFormatInvalid" },
        { 200, "{\"keys\":[1,2,3,4,5,6,7,8,9,10,11]}", "JWKSResponseSizeExceeded" },
        { 200, "{\"keys\":[],\"pad\":\"" + new string('a', JsonWebKeys.MaxBytes) + "\"}", "JWKSResponseSizeExceeded" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task Token_ByItsClaims_PassesOrIs401(string change, string? reason)
    {
        await using var bed = await StartAsync();

        await AssertAsync(bed, bed.Provider.SignToken(Changed(bed.Provider.NewClaims(), change)), reason);
    }

    [Theory]
    [MemberData(nameof(AdditionalClaims))]
    public async Task Token_ByAdditionalClaims_PassesOrIs401(string format, string values, string claim, string? reason)
    {
        await using var bed = await StartAsync(new JwtValidationActionAdditionalClaim
        {
            Format = JwtValidationActionAdditionalClaimFormatEnum.FindValue(format),
            Name = "x",
            Values = [.. values.Split(',')],
        });

        await AssertAsync(bed, bed.Provider.SignToken(Changed(bed.Provider.NewClaims(), $$"""{"x":{{claim}}}""")), reason);
    }

    [Theory]
    [InlineData("no header", "JWTHeaderNotPresent", "Bearer")]
    [InlineData("Basic dTpw", "JWTRequestFormatInvalid", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer", "JWTRequestFormatInvalid", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer a.b", "JWTRequestFormatInvalid", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer e30.e30.AA.AA", "JWTRequestFormatInvalid", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer W10.e30.AA", "JWTRequestFormatInvalid", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer e30.e30.AA", "JWTSignatureValidationError", "Bearer error=\"invalid_token\"")]
    public async Task Request_WithoutAToken_Is401WithAChallenge(string authorization, string reason, string challenge)
    {
        await using var bed = await StartAsync();
        using var counts = new MetricCounts(bed.Tls.BalancerArn);

        using var response = await bed.NewBrowser().GetAsync("/api", authorization == "no header" ? [] : [("Authorization", authorization)]);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(challenge, response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(reason, (await bed.Tls.Exchanges.NextAsync(Token)).Failure);
        Assert.Equal(["JWTValidationFailureCount=1"], counts.Of("JWT", "ELBAuth"));
        Assert.Equal(0, bed.Provider.KeyCalls);
    }

    [Fact]
    public async Task Request_WithTwoAuthorizationHeaders_Is401()
    {
        await using var bed = await StartAsync();
        var good = bed.Provider.SignToken(bed.Provider.NewClaims());
        await using var stream = await bed.Tls.ConnectAsync("shop.example.test");
        var conversation = new Wire.ByteConversation(stream, Token);

        await conversation.WriteAsync($"GET /api HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {good}\r\nauthorization: Bearer {good}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", await conversation.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Token_Valid_GoesOnToTheTargetAsItCame(string version)
    {
        await using var bed = await StartAsync();
        var token = bed.Provider.SignToken(bed.Provider.NewClaims());

        var head = await bed.NewBrowser(Version.Parse(version)).GetHeadAsync("/api", ("Authorization", $"bearer {token}"));

        Assert.Contains($"uthorization: bearer {token}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithAnotherAlgorithm_IsRefusedWhateverItsSignature()
    {
        await using var bed = await StartAsync();
        var publicKey = bed.Provider.Key.ExportSubjectPublicKeyInfoPem();
        var claims = bed.Provider.NewClaims();

        foreach (var algorithm in new[] { "none", "None", "", "HS256", "RS384", "PS256", "ES256", "rs256" })
        {
            var text = $"{TestIdentityProvider.Encode(new JsonObject { ["alg"] = algorithm, ["kid"] = "key-1" })}.{TestIdentityProvider.Encode(claims)}";
            // The well-known confusion: the public key, which everybody has, as the secret of an HMAC.
            var signature = algorithm == "HS256" ? HMACSHA256.HashData(Encoding.ASCII.GetBytes(publicKey), Encoding.ASCII.GetBytes(text)) : [];
            await AssertAsync(bed, $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}", "JWTSignatureValidationError");
        }

        // As RS256 signs, but the header says something else, or asks for what is not known here.
        await AssertAsync(bed, bed.Provider.SignToken(claims, new JsonObject { ["alg"] = "PS256", ["kid"] = "key-1" }), "JWTSignatureValidationError");
        await AssertAsync(bed, bed.Provider.SignToken(claims, new JsonObject { ["alg"] = "RS256", ["kid"] = "key-1", ["crit"] = new JsonArray("b64") }), "JWTSignatureValidationError");
    }

    [Fact]
    public async Task Token_NamesItsKeyInItself_IsHeldAgainstThePublishedOne()
    {
        await using var bed = await StartAsync();
        var published = bed.Provider.Key;
        using var forged = RSA.Create(2048);
        var key = forged.ExportParameters(includePrivateParameters: false);
        var header = new JsonObject
        {
            ["alg"] = "RS256",
            ["kid"] = "key-1",
            ["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus), ["e"] = "AQAB" },
        };
        bed.Provider.Key = forged;
        var token = bed.Provider.SignToken(bed.Provider.NewClaims(), header);
        bed.Provider.Key = published;

        await AssertAsync(bed, token, "JWTSignatureValidationError");
    }

    [Fact]
    public async Task Token_WithoutAKeyId_IsOfTheOnlyKey()
    {
        await using var bed = await StartAsync();

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims(), new JsonObject { ["alg"] = "RS256" }), null);
    }

    [Theory]
    [MemberData(nameof(KeySets))]
    public async Task Keys_EndpointIsWrong_Is500(int statusCode, string body, string reason)
    {
        await using var bed = await StartAsync();
        bed.Provider.Overrides["/keys"] = TestIdentityProvider.Says(statusCode, body);

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), reason, 500);
    }

    [Fact]
    public async Task Keys_EndpointDoesNotAnswer_Is500()
    {
        await using var bed = await StartAsync();
        bed.Provider.Overrides["/keys"] = async context =>
        {
            bed.Time.Advance(TimeSpan.FromSeconds(11));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), "JWKSRequestTimeout", 500);
    }

    [Fact]
    public async Task Keys_TooShortForRs256_AreNone()
    {
        await using var bed = await StartAsync();
        using var weak = RSA.Create(1024);
        var strong = bed.Provider.Key;
        bed.Provider.Key = weak;

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), "JWTSignatureValidationError");
        bed.Provider.Key = strong;
    }

    [Fact]
    public async Task Keys_AreAskedForOnceAndAgainWhenTheyAreOld()
    {
        await using var bed = await StartAsync();

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        Assert.Equal(1, bed.Provider.KeyCalls);
        bed.Time.Advance(JwksCache.Lifetime);
        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        Assert.Equal(2, bed.Provider.KeyCalls);
    }

    [Fact]
    public async Task Keys_ANewOneSigns_IsFoundAndUnknownOnesDoNotFloodTheEndpoint()
    {
        await using var bed = await StartAsync();
        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        using var first = bed.Provider.Key;
        (bed.Provider.Key, bed.Provider.KeyId) = (RSA.Create(2048), "key-2");

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), "JWTSignatureValidationError");
        Assert.Equal(1, bed.Provider.KeyCalls);
        bed.Time.Advance(JwksCache.Floor);
        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        for (var i = 0; i < 20; i++)
        {
            await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims(), new JsonObject { ["alg"] = "RS256", ["kid"] = $"made-up-{i}" }), "JWTSignatureValidationError");
        }

        Assert.Equal(2, bed.Provider.KeyCalls);
    }

    [Fact]
    public async Task Keys_EndpointFailsLater_ThoseThatAreKnownStayInUse()
    {
        await using var bed = await StartAsync();
        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
        bed.Provider.Overrides["/keys"] = TestIdentityProvider.Says(500, "");
        bed.Time.Advance(JwksCache.Lifetime);

        await AssertAsync(bed, bed.Provider.SignToken(bed.Provider.NewClaims()), null);
    }

    private static async Task<SignInBed> StartAsync(params JwtValidationActionAdditionalClaim[] claims)
    {
        var bed = await SignInBed.StartAsync();
        await bed.AddRuleAsync("/api*", bed.Jwt(claims));
        return bed;
    }

    private static async Task AssertAsync(SignInBed bed, string token, string? reason, int statusCode = 401)
    {
        using var response = await bed.NewBrowser().GetAsync("/api", ("Authorization", $"Bearer {token}"));

        var seen = await bed.Tls.Exchanges.NextAsync(Token);
        Assert.Equal((reason is null ? 200 : statusCode, reason), ((int)response.StatusCode, seen.Failure));
        Assert.Equal(reason is null ? 200 : 0, seen.TargetStatusCode);
    }

    private static JsonObject Changed(JsonObject claims, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            claims[name] = value?.DeepClone();
            if (value is null)
            {
                claims.Remove(name);
            }
        }

        return claims;
    }
}
