using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.WebUtilities;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>Users sign in at a provider, and targets are told who they are.</summary>
public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_NobodyIsSignedIn_IsSentToTheProvider()
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config =>
        {
            config.Scope = "openid email";
            config.AuthenticationRequestExtraParams = new() { ["prompt"] = "login", ["display"] = "a page" };
        });

        using var response = await bed.NewBrowser().GetAsync("/app/page?x=1");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
        Assert.StartsWith(bed.Provider.Endpoint("/authorize?"), response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(response.Headers.Location.Query);
        Assert.Equal(["client_id", "display", "prompt", "redirect_uri", "response_type", "scope", "state"], query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("client-1", query["client_id"]);
        Assert.Equal("https://shop.example.test/oauth2/idpresponse", query["redirect_uri"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("openid email", query["scope"]);
        Assert.Equal("login", query["prompt"]);
        Assert.Equal("a page", query["display"]);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^AWSALBAuthNonce=[A-Za-z0-9_-]{43}; Expires=[^;]+ GMT; Path=/; Secure; HttpOnly$", cookie);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task SignIn_Whole_EndsAtThePageAndTheTargetKnowsTheUser(string version)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser(Version.Parse(version));

        using var page = await browser.SignInAsync("/app/page?x=1");

        var head = await page.Content.ReadAsStringAsync(Token);
        Assert.StartsWith("GET /app/page?x=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nx-amzn-oidc-identity: user-1\r\n", head, StringComparison.Ordinal);
        Assert.Contains(Header(head, "x-amzn-oidc-accesstoken"), bed.Provider.Secrets);
        Assert.Equal(1, bed.Provider.TokenCalls);
    }

    [Fact]
    public async Task SignIn_SecondRequest_NeedsNoProvider()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        var head = await browser.GetHeadAsync("/app/other");

        Assert.Contains("\r\nx-amzn-oidc-identity: user-1\r\n", head, StringComparison.Ordinal);
        Assert.Equal(1, bed.Provider.TokenCalls);
    }

    [Fact]
    public async Task Data_OfTheUser_IsSignedWithTheKeyThatTheEmulatorPublishes()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        var parts = Header(await page.Content.ReadAsStringAsync(Token), "x-amzn-oidc-data").Split('.');

        // Each part is padded, as on AWS.
        Assert.All(parts, part => Assert.Equal(0, part.Length % 4));
        var header = JsonNode.Parse(Decode(parts[0]))!.AsObject();
        var kid = header["kid"]!.GetValue<string>();
        Assert.True(Guid.TryParseExact(kid, "D", out _));
        var expires = bed.Time.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"typ":"JWT","kid":"{{kid}}","alg":"ES256","iss":"{{bed.Provider.Issuer}}","client":"client-1","signer":"{{bed.Tls.BalancerArn}}","exp":{{expires}}}""",
            header.ToJsonString());
        Assert.Equal(
            $$"""{"sub":"user-1","email":"user@example.test","exp":{{expires}},"iss":"{{bed.Provider.Issuer}}"}""",
            JsonNode.Parse(Decode(parts[1]))!.ToJsonString());
        var pem = await bed.Tls.Bed.Http.GetStringAsync(new Uri(bed.Tls.Bed.Emulator.AwsEndpoint, $"/_emulator/elb-public-keys/{kid}"), Token);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task PublicKey_OfNobody_Is404()
    {
        await using var bed = await SignInBed.StartAsync();

        using var response = await bed.Tls.Bed.Http.GetAsync(new Uri(bed.Tls.Bed.Emulator.AwsEndpoint, $"/_emulator/elb-public-keys/{Guid.NewGuid()}"), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("allow", false)]
    [InlineData("authenticate", true)]
    public async Task Headers_ThatTheClientForges_ArePassedOnByNoRuleThatSignsIn(string mode, bool signIn)
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config => config.OnUnauthenticatedRequest = mode);
        var browser = bed.NewBrowser();
        if (signIn)
        {
            using var page = await browser.SignInAsync();
        }

        var head = await browser.GetHeadAsync("/app", ("X-Amzn-Oidc-Identity", "admin"), ("x-amzn-oidc-data", "forged"), ("x-amzn-oidc-other", "forged"));

        Assert.DoesNotContain("admin", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.Equal(signIn, head.Contains("x-amzn-oidc-identity: user-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_DenyAndNobodyIsSignedIn_Is401()
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config => config.OnUnauthenticatedRequest = "deny");

        using var response = await bed.NewBrowser().GetAsync("/app");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("401 Authorization Required", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Session_OfTheSameClient_HoldsForEveryRuleAndMode()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await bed.AddRuleAsync("/api*", bed.Oidc(config => config.OnUnauthenticatedRequest = "deny"));
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        Assert.Contains("x-amzn-oidc-identity: user-1", await browser.GetHeadAsync("/api"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfAnotherClient_IsNone()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await bed.AddRuleAsync("/other*", bed.Oidc(config => config.ClientId = "client-2"));
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        using var response = await browser.GetAsync("/other");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task Action_AfterSignIn_MayBeAnyOther()
    {
        await using var bed = await SignInBed.StartAsync();
        await bed.AddRuleAsync("/app*", bed.Oidc(), ElbTestbed.Fixed("202", "text/plain", "hello"));
        var browser = bed.NewBrowser();

        using var response = await browser.SignInAsync("/app");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Claims_ThatAreLarge_AreKeptInSeveralCookies()
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config => config.SessionCookieName = "my-session");
        // Hexadecimal digits of random bytes: packing cannot make less than half of them.
        bed.Provider.Claims["big"] = RandomNumberGenerator.GetHexString(9000);
        var browser = bed.NewBrowser();
        var callback = await browser.GoToCallbackAsync("/app");

        using var signedIn = await browser.GetAsync(callback.ToString());

        var cookies = signedIn.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(["my-session-0", "my-session-1", "AWSALBAuthNonce"], cookies.Select(cookie => cookie.Split('=')[0]));
        Assert.All(cookies, cookie => Assert.True(cookie.Length <= 4096));
        Assert.Contains("x-amzn-oidc-identity: user-1", await browser.GetHeadAsync("/app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_OfAListenerThatSignsNobodyIn_IsARequestLikeAnyOther()
    {
        await using var bed = await SignInBed.StartAsync();

        Assert.StartsWith("GET /oauth2/idpresponse?code=1 HTTP/1.1\r\n", await bed.NewBrowser().GetHeadAsync("/oauth2/idpresponse?code=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchanges_OfSignIn_AreRecordedOneByOne()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();

        using var page = await bed.NewBrowser().SignInAsync();

        var seen = new[] { await bed.Tls.Exchanges.NextAsync(Token), await bed.Tls.Exchanges.NextAsync(Token), await bed.Tls.Exchanges.NextAsync(Token) };
        Assert.Equal([302, 302, 200], seen.Select(exchange => exchange.StatusCode));
        Assert.Equal([0, 0, 200], seen.Select(exchange => exchange.TargetStatusCode));
        Assert.All(seen, exchange => Assert.Equal((ExchangeKind.Https, null), (exchange.Kind, exchange.Failure)));
    }

    private static string Header(string head, string name) => Regex.Match(head, $"(?m)^{name}: (.*?)\r?$").Groups[1].Value;

    private static byte[] Decode(string part) => Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/'));
}
