using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Balancing;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using EksIngress.Emulator.Tests.LoadBalancer.Balancing;

namespace EksIngress.Emulator.Tests.LoadBalancer.Stickiness;

public sealed class StickyForwardTests : IDisposable
{
    private static readonly (string, string)[] LbCookie =
        [("stickiness.enabled", "true"), ("stickiness.lb_cookie.duration_seconds", "60")];

    private static readonly (string, string)[] AppCookie =
    [
        ("stickiness.enabled", "true"), ("stickiness.type", "app_cookie"),
        ("stickiness.app_cookie.cookie_name", "SESSION"), ("stickiness.app_cookie.duration_seconds", "60"),
    ];

    private static readonly string[] AppSession = ["SESSION=1; Path=/"];

    private readonly GroupBed _bed = new();
    private readonly FakeStickyRequest _client = new();

    [Fact]
    public async Task LbCookie_ClientThatKeepsIt_StaysWithItsTarget()
    {
        var forward = Forward(await _bed.StartAsync("group", [1, 2, 3], LbCookie));

        var first = Send(forward);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(first, Send(forward)));
        Assert.Equal(3, Enumerable.Range(0, 9).Select(_ => Send(forward, new FakeStickyRequest())).Distinct().Count());
    }

    [Fact]
    public async Task LbCookie_Response_HasBothCookiesWithAnExpiryThatMovesOn()
    {
        var forward = Forward(await _bed.StartAsync("group", [1, 2], LbCookie));

        var cookies = Cookies(forward);

        Assert.Equal(2, cookies.Count);
        Assert.Matches("^AWSALB=[A-Za-z0-9+/]{128}; Expires=Fri, 01 May 2026 12:01:00 GMT; Path=/$", cookies[0]);
        Assert.Equal(cookies[0].Replace("AWSALB=", "AWSALBCORS=", StringComparison.Ordinal) + "; SameSite=None; Secure", cookies[1]);
        _bed.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("Expires=Fri, 01 May 2026 12:01:01 GMT", Cookies(forward)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LbCookie_OnlyTheCrossSiteOneComesBack_BindsAsWell()
    {
        var forward = Forward(await _bed.StartAsync("group", [1, 2, 3], LbCookie));
        var first = Send(forward);
        _client.Cookies.Remove("AWSALB");

        Assert.All(Enumerable.Range(0, 5), _ =>
        {
            Assert.Equal(first, Send(forward));
            _client.Cookies.Remove("AWSALB");
        });
    }

    [Fact]
    public async Task LbCookie_Expired_BindsNobody()
    {
        var group = await _bed.StartAsync("group", [1, 2], LbCookie);
        var forward = Forward(group);
        var request = new FakeStickyRequest();
        request.Keep(forward.Choose(request).Cookies!.For([]));

        _bed.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(2, Enumerable.Range(0, 4).Select(_ => Targets.Port(forward.Choose(request).Target!)).Distinct().Count());
    }

    [Fact]
    public async Task LbCookie_TargetUnhealthyOrGone_BindsToAnotherAndStaysThere()
    {
        var group = await _bed.StartAsync("group", [1, 2, 3], LbCookie);
        var forward = Forward(group);
        var first = Send(forward);

        await _bed.SetHealthAsync(group, first, healthy: false);
        var second = Send(forward);
        await _bed.SetHealthAsync(group, first, healthy: true);
        Assert.NotEqual(first, second);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(second, Send(forward)));

        int[] left = [.. new[] { 1, 2, 3 }.Where(port => port != second)];
        await _bed.ApplyAsync(group, left, LbCookie);
        var third = Send(forward);
        Assert.Contains(third, left);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(third, Send(forward)));
    }

    [Fact]
    public async Task LbCookie_OfAnotherGroup_BindsNobody()
    {
        var other = Forward(await _bed.StartAsync("other", [1], LbCookie));
        Send(other);
        var forward = Forward(await _bed.StartAsync("group", [1, 2], LbCookie));
        var jar = new FakeStickyRequest();
        jar.Keep(_client.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value};"));

        Assert.Equal(2, Enumerable.Range(0, 4).Select(_ => Targets.Port(forward.Choose(jar).Target!)).Distinct().Count());
    }

    [Fact]
    public async Task LbCookie_TurnedOffAtRunTime_SendsNoCookiesAndBindsNobody()
    {
        var group = await _bed.StartAsync("group", [1, 2], LbCookie);
        var forward = Forward(group);
        Send(forward);

        await _bed.ApplyAsync(group, [1, 2]);

        Assert.Null(forward.Choose(_client).Cookies);
        Assert.Equal(2, Enumerable.Range(0, 4).Select(_ => Targets.Port(forward.Choose(_client).Target!)).Distinct().Count());
    }

    [Fact]
    public async Task AppCookie_NotSetByTheTarget_BindsNobodyAndClearsOurs()
    {
        var forward = Forward(await _bed.StartAsync("group", [1, 2], AppCookie));

        var cookies = Cookies(forward, "OTHER=1", "SESSIONS=2");

        Assert.Equal(["AWSALBAPP-0", "AWSALBAPP-1", "AWSALBAPP-2", "AWSALBAPP-3"], cookies.Select(cookie => cookie.Split('=')[0]));
        Assert.All(cookies, cookie => Assert.Contains("=_remove_; Expires=Fri, 08 May 2026 12:00:00 GMT; Path=/", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AppCookie_SetByTheTarget_BindsAsLongAsBothCookiesComeBack()
    {
        var forward = Forward(await _bed.StartAsync("group", [1, 2, 3], AppCookie));
        var first = Send(forward, _client, AppSession);
        _client.Cookies["SESSION"] = "1";

        // The duration begins anew with every response, although the application says nothing more.
        for (var i = 0; i < 5; i++)
        {
            _bed.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.Equal(first, Send(forward));
        }

        Assert.StartsWith("AWSALBAPP-0=", Cookies(forward)[0], StringComparison.Ordinal);
        _client.Cookies.Remove("SESSION");
        Assert.Equal(3, Enumerable.Range(0, 6).Select(_ => Targets.Port(forward.Choose(_client).Target!)).Distinct().Count());
    }

    [Fact]
    public async Task AppCookie_TargetUnhealthy_TheSessionMovesToAnother()
    {
        var group = await _bed.StartAsync("group", [1, 2, 3], [.. AppCookie[..3], ("stickiness.app_cookie.duration_seconds", "86400")]);
        var forward = Forward(group);
        var first = Send(forward, _client, AppSession);
        _client.Cookies["SESSION"] = "1";

        await _bed.SetHealthAsync(group, first, healthy: false);
        var second = Send(forward);

        Assert.NotEqual(first, second);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(second, Send(forward)));
    }

    [Fact]
    public async Task AppCookie_TwoGroups_KeepACookieEach()
    {
        var one = Forward(await _bed.StartAsync("one", [1, 2, 3], AppCookie));
        var two = Forward(await _bed.StartAsync("two", [1, 2, 3], AppCookie));
        var first = Send(one, _client, AppSession);
        _client.Cookies["SESSION"] = "1";
        var second = Send(two, _client, AppSession);

        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(i % 2 == 0 ? first : second, Send(i % 2 == 0 ? one : two)));
    }

    [Theory]
    [InlineData(null, "Mozilla/5.0 Chrome/126.0.0.0 Safari/537.36", false)]
    [InlineData("https://a.example", "Mozilla/5.0 Chrome/126.0.0.0 Safari/537.36", true)]
    [InlineData("https://a.example", "Mozilla/5.0 Chrome/80.0", true)]
    [InlineData("https://a.example", "Mozilla/5.0 Chrome/79.0", false)]
    [InlineData("https://a.example", "Mozilla/5.0 Chrome/x", false)]
    [InlineData("https://a.example", "Mozilla/5.0 Firefox/130.0", false)]
    [InlineData("https://a.example", null, false)]
    public async Task AppCookie_CrossOriginRequestOfAKnownBrowser_GetsCrossSiteCookies(string? origin, string? agent, bool crossSite)
    {
        var forward = Forward(await _bed.StartAsync("group", [1], AppCookie));
        Set("Origin", origin);
        Set("User-Agent", agent);

        Assert.All(Cookies(forward, AppSession), cookie => Assert.Equal(crossSite, cookie.EndsWith("; SameSite=None; Secure", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Groups_StickyClient_StaysWithItsGroupWhateverTheWeights()
    {
        var one = await _bed.StartAsync("one", [1]);
        var two = await _bed.StartAsync("two", [2]);
        var forward = Forward(TimeSpan.FromSeconds(60), (one, 1), (two, 1));
        var first = Send(forward);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(first, Send(forward)));
        var moved = Forward(TimeSpan.FromSeconds(60), (one, first == 1 ? 0 : 1), (two, first == 1 ? 1 : 0));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(first, Send(moved)));
        var without = Forward(TimeSpan.FromSeconds(60), first == 1 ? (two, 1) : (one, 1));
        Assert.NotEqual(first, Send(without));
    }

    [Fact]
    public async Task Groups_Response_HasCookiesOfGroupAndTarget()
    {
        var group = await _bed.StartAsync("one", [1], LbCookie);

        var cookies = Cookies(Forward(TimeSpan.FromHours(1), (group, 1), (await _bed.StartAsync("two", [2], LbCookie), 0)));

        Assert.Equal(["AWSALBTG", "AWSALBTGCORS", "AWSALB", "AWSALBCORS"], cookies.Select(cookie => cookie.Split('=')[0]));
        Assert.Contains("Expires=Fri, 01 May 2026 13:00:00 GMT; Path=/", cookies[0], StringComparison.Ordinal);
        Assert.EndsWith("; SameSite=None; Secure", cookies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_BoundToAGroupWithoutTargets_HaveNoTargetAndNoFailover()
    {
        var one = await _bed.StartAsync("one", [1]);
        var two = await _bed.StartAsync("two", [2]);
        var forward = Forward(TimeSpan.FromSeconds(60), (one, 1), (two, 1));
        var bound = Send(forward) == 1 ? one : two;

        await _bed.ApplyAsync(bound, []);
        var choice = forward.Choose(_client);

        Assert.Equal((bound, null, null), (choice.Group, choice.Target, choice.Cookies));
    }

    [Fact]
    public async Task Groups_Weights_SpreadRequestsAndZeroGetsNone()
    {
        const int Requests = 20_000;
        var one = await _bed.StartAsync("one", [1]);
        var two = await _bed.StartAsync("two", [2]);
        var three = await _bed.StartAsync("three", [3]);
        var groups = new WeightedTargetGroups([(one, 999), (two, 333), (three, 0)], new Random(3));

        var counts = Enumerable.Range(0, Requests).CountBy(_ => groups.Pick()!.Arn).ToDictionary(StringComparer.Ordinal);

        Assert.InRange(counts[one.Arn], Requests * 0.74, Requests * 0.76);
        Assert.InRange(counts[two.Arn], Requests * 0.24, Requests * 0.26);
        Assert.Equal(2, counts.Count);
        Assert.Null(new WeightedTargetGroups([(one, 0), (two, 0)], new Random(3)).Pick());
    }

    public void Dispose() => _bed.Dispose();

    private StickyForward Forward(TargetGroupRuntime group) => Forward(null, (group, 1));

    private StickyForward Forward(TimeSpan? duration, params (TargetGroupRuntime, int)[] groups) =>
        new(new WeightedTargetGroups(groups, new Random(5)), duration, _bed.Sticky);

    private int Send(StickyForward forward, FakeStickyRequest? client = null, params string[] targetCookies)
    {
        client ??= _client;
        var choice = forward.Choose(client);
        client.Keep(choice.Cookies?.For(targetCookies) ?? []);
        return Targets.Port(choice.Target!);
    }

    private IReadOnlyList<string> Cookies(StickyForward forward, params string[] targetCookies) => forward.Choose(_client).Cookies!.For(targetCookies);

    private void Set(string name, string? value)
    {
        if (value is not null)
        {
            _client.Headers[name] = value;
        }
    }
}
