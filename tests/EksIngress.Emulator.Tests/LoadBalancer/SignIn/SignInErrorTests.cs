using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>Every way in which sign-in fails: status code, reason and metric.</summary>
public sealed class SignInErrorTests
{
    private static readonly string[] Metrics = ["ELBAuthError", "ELBAuthFailure", "ELBAuthSuccess", "ELBAuthUserClaimsSizeExceeded"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, int, string, string> ProviderFaults => new()
    {
        { "the code is used up", "/token", "400 {\"error\":\"invalid_grant\"}", 401, "AuthInvalidGrantError", "ELBAuthFailure" },
        { "the secret is wrong", "/token", "401 {\"error\":\"invalid_client\"}", 561, "AuthTokenEpRequestFailed", "ELBAuthError" },
        { "the token endpoint fails", "/token", "503 down", 561, "AuthTokenEpRequestFailed", "ELBAuthError" },
        { "the token endpoint redirects", "/token", "302 {}", 561, "AuthTokenEpRequestFailed", "ELBAuthError" },
        { "the token response is no JSON", "/token", "200 <html>", 561, "AuthInvalidTokenResponse", "ELBAuthFailure" },
        { "the token response is a list", "/token", "200 []", 561, "AuthInvalidTokenResponse", "ELBAuthFailure" },
        { "there is no access token", "/token", "200 {\"token_type\":\"Bearer\"}", 561, "AuthInvalidTokenResponse", "ELBAuthFailure" },
        { "the access token would end a header", "/token", "200 {\"token_type\":\"Bearer\",\"access_token\":\"a\\r\\nx: y\"}", 561, "AuthInvalidTokenResponse", "ELBAuthFailure" },
        { "the token is of another type", "/token", "200 {\"token_type\":\"mac\",\"access_token\":\"a\"}", 561, "AuthInvalidTokenResponse", "ELBAuthFailure" },
        { "there is no ID token", "/token", "200 {\"token_type\":\"Bearer\",\"access_token\":\"a\"}", 401, "AuthInvalidIdToken", "ELBAuthFailure" },
        { "the ID token is no token", "/token", "200 {\"token_type\":\"Bearer\",\"access_token\":\"a\",\"id_token\":\"a.b\"}", 401, "AuthInvalidIdToken", "ELBAuthFailure" },
        { "user info fails", "/userinfo", "403 {}", 561, "AuthUserinfoEpRequestFailed", "ELBAuthError" },
        { "user info is no JSON", "/userinfo", "200 eyJhbGciOiJSUzI1NiJ9.e30.AA", 561, "AuthInvalidUserinfoResponse", "ELBAuthFailure" },
        { "user info has no sub", "/userinfo", "200 {\"email\":\"a\"}", 561, "AuthInvalidUserinfoResponse", "ELBAuthFailure" },
        { "user info has two subs", "/userinfo", "200 {\"sub\":\"user-1\",\"sub\":\"user-1\"}", 561, "AuthInvalidUserinfoResponse", "ELBAuthFailure" },
        { "user info is of another user", "/userinfo", "200 {\"sub\":\"user-2\"}", 561, "AuthInvalidUserinfoResponse", "ELBAuthFailure" },
    };

    [Theory]
    [MemberData(nameof(ProviderFaults))]
    public async Task Callback_TheProviderIsWrong_FailsAsDocumented(string fault, string path, string answer, int statusCode, string reason, string metric)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.Overrides[path] = TestIdentityProvider.Says(int.Parse(answer[..3], System.Globalization.CultureInfo.InvariantCulture), answer[4..]);

        await AssertFailsAsync(bed, fault, statusCode, reason, metric);
    }

    [Theory]
    [InlineData("iss", "https://other.example.test")]
    [InlineData("aud", "client-2")]
    [InlineData("exp", 1)]
    [InlineData("exp", null)]
    [InlineData("sub", null)]
    public async Task Callback_TheIdTokenIsWrong_Is401(string claim, object? value)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.Overrides["/token"] = bed.Provider.Tokens(tokens =>
        {
            var claims = bed.Provider.NewClaims();
            claims[claim] = value is null ? null : JsonValue.Create(value);
            if (value is null)
            {
                claims.Remove(claim);
            }

            tokens["id_token"] = bed.Provider.SignToken(claims);
        });

        await AssertFailsAsync(bed, claim, 401, "AuthInvalidIdToken", "ELBAuthFailure");
    }

    [Theory]
    [InlineData("/token", "AuthTokenEpRequestTimeout")]
    [InlineData("/userinfo", "AuthUserinfoEpRequestTimeout")]
    public async Task Callback_AnEndpointDoesNotAnswer_Is500(string path, string reason)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.Overrides[path] = async context =>
        {
            // Past the load balancer's patience, and then for as long as it waits.
            bed.Time.Advance(TimeSpan.FromSeconds(11));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        await AssertFailsAsync(bed, path, 500, reason, "ELBAuthError");
    }

    [Fact]
    public async Task Callback_NothingListens_Is500()
    {
        await using var bed = await SignInBed.StartAsync();
        await bed.AddRuleAsync("/app*", bed.Oidc(config => config.TokenEndpoint = "https://127.0.0.1:1/token"));

        await AssertFailsAsync(bed, "connection", 500, "AuthTokenEpRequestTimeout", "ELBAuthError");
    }

    [Fact]
    public async Task Callback_TheProvidersCertificateIsNotTrusted_Is500()
    {
        await using var bed = await SignInBed.StartAsync();
        // Its certificate is for localhost and 127.0.0.1 alone.
        await bed.AddRuleAsync("/app*", bed.Oidc(config => config.TokenEndpoint = $"https://127.0.0.2:{bed.Provider.Address.Port}/token"));

        await AssertFailsAsync(bed, "certificate", 500, "AuthTokenEpRequestTimeout", "ELBAuthError");
    }

    [Theory]
    [InlineData(70 * 1024)]
    [InlineData(11 * 1024)]
    public async Task Callback_ClaimsAreTooLarge_Is500(int length)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.Claims["big"] = new string('a', length);

        await AssertFailsAsync(bed, "claims", 500, "AuthUserinfoResponseSizeExceeded", "ELBAuthUserClaimsSizeExceeded");
    }

    [Theory]
    [InlineData("access_denied", 401)]
    [InlineData("server_error", 561)]
    public async Task Callback_TheProviderAnswersAnError_IsTheUsersOrTheProviders(string error, int statusCode)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.Overrides["/authorize"] = context =>
        {
            context.Response.Redirect($"{context.Request.Query["redirect_uri"]}?error={error}&state={Uri.EscapeDataString(context.Request.Query["state"]!)}");
            return Task.CompletedTask;
        };

        await AssertFailsAsync(bed, error, statusCode, "AuthMissingCodeParam", "ELBAuthFailure");
        Assert.Equal(0, bed.Provider.TokenCalls);
    }

    [Theory]
    [InlineData("AuthMissingStateParam")]
    [InlineData("AuthInvalidStateParam")]
    [InlineData("AuthMissingCodeParam")]
    [InlineData("AuthMissingAWSALBAuthNonce")]
    [InlineData("AuthInvalidAWSALBAuthNonce")]
    public async Task Callback_IsNotTheOneThatWasAskedFor_Is401(string reason)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser();
        var callback = (await browser.GoToCallbackAsync()).ToString();
        switch (reason)
        {
            case "AuthMissingStateParam":
                callback = callback[..callback.IndexOf("&state=", StringComparison.Ordinal)];
                break;
            case "AuthInvalidStateParam":
                callback = callback[..^1] + (callback[^1] == 'A' ? 'B' : 'A');
                break;
            case "AuthMissingCodeParam":
                callback = callback.Replace("code=", "code=&other=", StringComparison.Ordinal);
                break;
            case "AuthMissingAWSALBAuthNonce":
                browser = bed.NewBrowser();
                break;
            default:
                // Another page of the same browser: the last one that was sent to the provider counts.
                await browser.GoToCallbackAsync("/app/second");
                break;
        }

        await AssertFailsAsync(bed, browser, callback, 401, reason, "ELBAuthFailure");
        Assert.Equal(0, bed.Provider.TokenCalls);
    }

    [Fact]
    public async Task Callback_15MinutesAfterTheRequest_Is401()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser();
        var callback = await browser.GoToCallbackAsync();
        bed.Time.Advance(TimeSpan.FromMinutes(15));

        await AssertFailsAsync(bed, browser, callback.ToString(), 401, "AuthInvalidStateParam", "ELBAuthFailure");
    }

    [Fact]
    public async Task Callback_Twice_IsRefusedByTheProvider()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser();
        var callback = await browser.GoToCallbackAsync();
        using var first = await browser.GetAsync(callback.ToString());

        using var second = await browser.GetAsync(callback.ToString());

        // The nonce is gone with the first one.
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Request_WithoutAHost_Is401()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await using var stream = await bed.Tls.ConnectAsync("shop.example.test");
        var conversation = new ByteConversation(stream, Token);

        await conversation.WriteAsync("GET /app HTTP/1.0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", await conversation.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal("AuthMissingHostHeader", (await bed.Tls.Exchanges.NextAsync(Token)).Failure);
    }

    private static async Task AssertFailsAsync(SignInBed bed, string what, int statusCode, string reason, string metric)
    {
        var browser = bed.NewBrowser();
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        await AssertFailsAsync(bed, browser, (await browser.GoToCallbackAsync()).ToString(), statusCode, reason, metric);
    }

    private static async Task AssertFailsAsync(SignInBed bed, Browser browser, string callback, int statusCode, string reason, string metric)
    {
        using var counts = new MetricCounts(bed.Tls.BalancerArn);
        using var response = await browser.GetAsync(callback);
        // What came before it on the way.
        SeenExchange seen;
        do
        {
            seen = await bed.Tls.Exchanges.NextAsync(Token);
        }
        while (seen.StatusCode == 302);

        Assert.Equal((statusCode, reason), ((int)response.StatusCode, seen.Failure));
        Assert.Equal([$"{metric}=1"], counts.Of(Metrics));
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
