using System.Net;
using EksIngress.Emulator.LoadBalancer.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>How long users stay signed in, and what ends it.</summary>
public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_EndsWithItsTimeout()
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config => config.SessionTimeout = 3600);
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        bed.Time.Advance(TimeSpan.FromSeconds(3599));
        using var before = await browser.GetAsync("/app");
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        using var after = await browser.GetAsync("/app");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Session_AccessTokenEndsAndThereIsNoRefreshToken_GoesOn()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.ExpiresIn = 60;
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        bed.Time.Advance(TimeSpan.FromHours(5));

        Assert.Contains("x-amzn-oidc-identity: user-1", await browser.GetHeadAsync("/app"), StringComparison.Ordinal);
        Assert.Equal(1, bed.Provider.TokenCalls);
    }

    [Fact]
    public async Task Session_AccessTokenEnds_IsRefreshedWithClaimsAsTheyAreNow()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        bed.Provider.ExpiresIn = 60;
        bed.Provider.GivesRefreshTokens = true;
        var browser = bed.NewBrowser();
        using var counts = new MetricCounts(bed.Tls.BalancerArn);
        using var page = await browser.SignInAsync();
        bed.Provider.Claims["email"] = "new@example.test";

        bed.Time.Advance(TimeSpan.FromSeconds(60));
        using var refreshed = await browser.GetAsync("/app");
        var next = await browser.GetHeadAsync("/app");

        Assert.StartsWith("AWSELBAuthSessionCookie-0=", Assert.Single(refreshed.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal("new@example.test", Email(await refreshed.Content.ReadAsStringAsync(Token)));
        Assert.Equal("new@example.test", Email(next));
        Assert.Equal(2, bed.Provider.TokenCalls);
        Assert.Equal(["ELBAuthLatency=2", "ELBAuthRefreshTokenSuccess=1", "ELBAuthSuccess=1"], counts.Of("ELBAuth"));
    }

    [Fact]
    public async Task Session_Refreshed_EndsWhenItWouldHave()
    {
        await using var bed = await SignInBed.StartWithRuleAsync(config => config.SessionTimeout = 100);
        bed.Provider.ExpiresIn = 60;
        bed.Provider.GivesRefreshTokens = true;
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();

        bed.Time.Advance(TimeSpan.FromSeconds(60));
        using var refreshed = await browser.GetAsync("/app");
        bed.Time.Advance(TimeSpan.FromSeconds(40));
        using var after = await browser.GetAsync("/app");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (refreshed.StatusCode, after.StatusCode));
    }

    [Theory]
    [InlineData("authenticate", 302)]
    [InlineData("deny", 401)]
    [InlineData("allow", 200)]
    public async Task Session_RefreshFails_NobodyIsSignedIn(string mode, int statusCode)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await bed.AddRuleAsync("/mode*", bed.Oidc(config => config.OnUnauthenticatedRequest = mode));
        bed.Provider.ExpiresIn = 60;
        bed.Provider.GivesRefreshTokens = true;
        var browser = bed.NewBrowser();
        using var page = await browser.SignInAsync();
        bed.Provider.SignOut();

        bed.Time.Advance(TimeSpan.FromSeconds(60));
        using var response = await browser.GetAsync("/mode");

        Assert.Equal(statusCode, (int)response.StatusCode);
        Assert.DoesNotContain("x-amzn-oidc", await response.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("authenticate")]
    [InlineData("deny")]
    [InlineData("allow")]
    public async Task Cookie_Changed_Is401(string mode)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await bed.AddRuleAsync("/mode*", bed.Oidc(config => config.OnUnauthenticatedRequest = mode));
        var cookie = await CookieAsync(bed);
        var middle = cookie.Length / 2;
        var changed = $"{cookie[..middle]}{(cookie[middle] == 'A' ? 'B' : 'A')}{cookie[(middle + 1)..]}";

        using var response = await bed.NewBrowser().GetAsync("/mode", ("Cookie", $"AWSELBAuthSessionCookie-0={changed}"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("AWSELBAuthSessionCookie-0=; a=b")]
    [InlineData("AWSELBAuthSessionCookie-0=%%%")]
    [InlineData("AWSELBAuthSessionCookie-0=AAAA")]
    public async Task Cookie_Malformed_Is401(string header)
    {
        await using var bed = await SignInBed.StartWithRuleAsync();

        using var response = await bed.NewBrowser().GetAsync("/app", ("Cookie", header));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("AuthInvalidCookie", (await bed.Tls.Exchanges.NextAsync(Token)).Failure);
    }

    [Fact]
    public async Task Cookie_OfAnotherLoadBalancer_SignsInAnew()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        await using var other = await SignInBed.StartWithRuleAsync();
        var cookie = await CookieAsync(other);

        using var response = await bed.NewBrowser().GetAsync("/app", ("Cookie", $"AWSELBAuthSessionCookie-0={cookie}"));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task State_AsASession_IsNone()
    {
        await using var bed = await SignInBed.StartWithRuleAsync();
        using var sent = await bed.NewBrowser().GetAsync("/app");
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(sent.Headers.Location!.Query)["state"];

        using var response = await bed.NewBrowser().GetAsync("/app", ("Cookie", $"AWSELBAuthSessionCookie-0={state}"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Keys_OfTwoLoadBalancers_Differ()
    {
        await using var bed = await SignInBed.StartAsync();
        var keys = bed.Tls.Bed.Emulator.Services.GetRequiredService<SignInKeys>();

        Assert.NotEqual(keys.Get("one").Id, keys.Get("two").Id);
        Assert.Same(keys.Get("one"), keys.Get("one"));
        Assert.False(keys.Get("two").TryOpen(SealKind.Session, keys.Get("one").Seal(SealKind.Session, "text"u8), out _, out var isOwn) || isOwn);
    }

    private static async Task<string> CookieAsync(SignInBed bed)
    {
        var browser = bed.NewBrowser();
        using var signedIn = await browser.GetAsync((await browser.GoToCallbackAsync()).ToString());
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("AWSELBAuthSessionCookie-0=", StringComparison.Ordinal));
        return cookie.Split('=', 2)[1].Split(';')[0];
    }

    private static string Email(string head)
    {
        var data = System.Text.RegularExpressions.Regex.Match(head, "x-amzn-oidc-data: [^.]+\\.([^.]+)\\.").Groups[1].Value;
        var claims = System.Text.Json.Nodes.JsonNode.Parse(Convert.FromBase64String(data.Replace('-', '+').Replace('_', '/')))!;
        return claims["email"]!.GetValue<string>();
    }
}
