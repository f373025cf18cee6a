using System.Globalization;
using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>Stickiness and weights through the API and over the wire.</summary>
public sealed class StickySessionTests : IAsyncLifetime
{
    private readonly CookieContainer _cookies = new();
    private readonly List<TargetServer> _targets = [];
    private readonly HttpClient _browser;
    private ElbTestbed _bed = null!;

    public StickySessionTests() => _browser = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, ActivityHeadersPropagator = null, UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await ElbTestbed.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _bed.DisposeAsync();
        foreach (var target in _targets)
        {
            await target.DisposeAsync();
        }
    }

    [Fact]
    public async Task LbCookie_Browser_StaysWithOneTargetUntilStickinessIsTurnedOff()
    {
        var group = await GroupAsync("sticky", 3);
        await SetAsync(group, ("stickiness.enabled", "true"), ("stickiness.lb_cookie.duration_seconds", "3600"));
        var address = await ListenAsync(ElbTestbed.Forward(group));

        var first = await GetAsync(address);
        Assert.All(await GetAsync(address, 9), name => Assert.Equal(first, name));
        // AWSALBCORS is for secure connections only: a browser does not send it here.
        Assert.Equal(["AWSALB"], _cookies.GetCookies(address).Select(cookie => cookie.Name));

        await SetAsync(group, ("stickiness.enabled", "false"));
        Assert.Equal(3, (await GetAsync(address, 9)).Distinct().Count());
    }

    [Fact]
    public async Task AppCookie_Browser_StaysOnceTheApplicationHasSetItsCookie()
    {
        var group = await GroupAsync("app", 3, context =>
        {
            if (context.Request.Path == "/login")
            {
                context.Response.Cookies.Append("SESSION", "1");
            }
        });
        await SetAsync(group, ("stickiness.type", "app_cookie"), ("stickiness.app_cookie.cookie_name", "SESSION"), ("stickiness.enabled", "true"));
        var address = await ListenAsync(ElbTestbed.Forward(group));

        Assert.Equal(3, (await GetAsync(address, 6)).Distinct().Count());
        var bound = await GetAsync(new Uri(address, "/login"));
        Assert.All(await GetAsync(address, 9), name => Assert.Equal(bound, name));
    }

    [Fact]
    public async Task LbCookie_TargetDeregistered_MovesToAnotherWithoutAFailedRequest()
    {
        var group = await GroupAsync("moves", 2);
        await SetAsync(group, ("stickiness.enabled", "true"));
        var address = await ListenAsync(ElbTestbed.Forward(group));
        var first = await GetAsync(address);

        await _bed.Elb.DeregisterTargetsAsync(
            new DeregisterTargetsRequest { TargetGroupArn = group, Targets = [_targets.Single(target => Name(target) == first).Description] }, Token);

        var names = await GetAsync(address, 5);
        Assert.All(names, name => Assert.NotEqual(first, name));
        Assert.Single(names.Distinct());
    }

    [Fact]
    public async Task Groups_WithStickiness_AreDescribedAsSentAndBindTheBrowser()
    {
        var blue = await GroupAsync("blue", 1);
        var green = await GroupAsync("green", 1);
        var action = Weighted((blue, 1), (green, 1));
        action.ForwardConfig.TargetGroupStickinessConfig = new TargetGroupStickinessConfig { Enabled = true, DurationSeconds = 600 };
        var address = await ListenAsync(action);

        var described = (await _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = _balancerArn }, Token)).Listeners.Single();
        var stickiness = described.DefaultActions.Single().ForwardConfig.TargetGroupStickinessConfig;
        Assert.Equal((true, 600), (stickiness.Enabled, stickiness.DurationSeconds));

        var first = await GetAsync(address);
        Assert.All(await GetAsync(address, 9), name => Assert.Equal(first, name));
        Assert.Equal(["AWSALBTG"], _cookies.GetCookies(address).Select(cookie => cookie.Name));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 0)]
    [InlineData(true, 604801)]
    [InlineData(false, 0)]
    public async Task Groups_DurationOutOfRange_IsRefused(bool enabled, int? seconds)
    {
        var group = await GroupAsync("duration", 0);
        var action = Weighted((group, 1));
        action.ForwardConfig.TargetGroupStickinessConfig = new TargetGroupStickinessConfig { Enabled = enabled, DurationSeconds = seconds };

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => ListenAsync(action));

        Assert.Equal(("ValidationError", "Target group stickiness duration must be between 1 and 604800 seconds"), (exception.ErrorCode, exception.Message));
    }

    [Fact]
    public async Task Groups_WeightsChange_TakesEffectWithTheNextRequest()
    {
        var blue = await GroupAsync("blue", 1);
        var green = await GroupAsync("green", 1);
        var address = await ListenAsync(Weighted((blue, 1), (green, 0)));
        var listener = (await _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = _balancerArn }, Token)).Listeners.Single();

        Assert.Equal(["blue-0"], (await GetAsync(address, 5)).Distinct());
        await _bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, DefaultActions = [Weighted((blue, 0), (green, 999))] }, Token);
        Assert.Equal(["green-0"], (await GetAsync(address, 5)).Distinct());

        await _bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, DefaultActions = [Weighted((blue, 0), (green, 0))] }, Token);
        using var response = await _browser.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("least_outstanding_requests", "You cannot enable both slow start and least outstanding requests algorithm on a target group")]
    [InlineData("weighted_random", "You cannot enable both slow start and weighted random algorithm on a target group")]
    public async Task SlowStart_WithAnotherAlgorithm_IsRefusedAsAwsDoes(string algorithm, string message)
    {
        var group = await GroupAsync("slow", 0);
        await SetAsync(group, ("slow_start.duration_seconds", "60"));

        var exception = await Assert.ThrowsAsync<InvalidConfigurationRequestException>(() => SetAsync(group, ("load_balancing.algorithm.type", algorithm)));

        Assert.Equal(message, exception.Message);
        await SetAsync(group, ("slow_start.duration_seconds", "0"), ("load_balancing.algorithm.type", algorithm));
    }

    [Fact]
    public async Task Health_Asked_TellsOfAnomalies()
    {
        var group = await GroupAsync("anomalies", 1);
        await ListenAsync(ElbTestbed.Forward(group));

        var described = await _bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group, Include = ["AnomalyDetection"] }, Token);

        var anomaly = described.TargetHealthDescriptions.Single().AnomalyDetection;
        Assert.Equal(("normal", "no"), (anomaly.Result.Value, anomaly.MitigationInEffect.Value));
    }

    private string _balancerArn = "";

    private async Task<string> GroupAsync(string name, int targets, Action<HttpContext>? handler = null)
    {
        var group = await _bed.CreateTargetGroupAsync(name);
        for (var i = 0; i < targets; i++)
        {
            var answer = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            var target = await TargetServer.StartAsync(context =>
            {
                handler?.Invoke(context);
                return context.Response.WriteAsync(answer);
            });
            _targets.Add(target);
            _names[target] = answer;
            await _bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target.Description] }, Token);
        }

        return group.TargetGroupArn;
    }

    private readonly Dictionary<TargetServer, string> _names = [];

    private string Name(TargetServer target) => _names[target];

    // Returns when all targets of the groups in use are healthy.
    private async Task<Uri> ListenAsync(Action action)
    {
        _balancerArn = (await _bed.CreateLoadBalancerAsync()).LoadBalancerArn;
        var listener = await _bed.CreateListenerAsync(_balancerArn, action);
        foreach (var group in action.ForwardConfig?.TargetGroups?.Select(tuple => tuple.TargetGroupArn) ?? [action.TargetGroupArn])
        {
            await _bed.WaitForHealthAsync(group, health => health.All(target => target.State == TargetHealthStateEnum.Healthy));
        }

        return await _bed.AddressOfAsync(listener.ListenerArn);
    }

    private Task SetAsync(string group, params (string Key, string Value)[] attributes) => _bed.Elb.ModifyTargetGroupAttributesAsync(
        new ModifyTargetGroupAttributesRequest
        {
            TargetGroupArn = group,
            Attributes = [.. attributes.Select(attribute => new TargetGroupAttribute { Key = attribute.Key, Value = attribute.Value })],
        },
        Token);

    private Task<string> GetAsync(Uri address) => _browser.GetStringAsync(address, Token);

    private async Task<List<string>> GetAsync(Uri address, int count)
    {
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            names.Add(await GetAsync(address));
        }

        return names;
    }

    private static Action Weighted(params (string Group, int Weight)[] groups) => new()
    {
        Type = ActionTypeEnum.Forward,
        ForwardConfig = new ForwardActionConfig
        {
            TargetGroups = [.. groups.Select(group => new TargetGroupTuple { TargetGroupArn = group.Group, Weight = group.Weight })],
        },
    };
}
