using System.Diagnostics.Metrics;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.Tests.ElbV2;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.Metrics;

/// <summary>What requests are counted as, by a listener as an exporter has one.</summary>
public sealed class ExchangeMetricsTests : IAsyncLifetime
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private ElbTestbed _bed = null!;
    private TargetServer _target = null!;
    private string _balancer = "";
    private string _balancerArn = "";
    private string _group = "";
    private string _groupArn = "";
    private Uri _address = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LoadBalancerTelemetry.SourceName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Record(instrument, 1, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();

        _bed = await ElbTestbed.StartAsync();
        _target = await TargetServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path.Value switch
            {
                "/missing" => 404,
                "/broken" => 500,
                _ => 200,
            };
            return Task.CompletedTask;
        });
        var balancer = await _bed.CreateLoadBalancerAsync();
        var group = await _bed.CreateTargetGroupAsync();
        var empty = await _bed.CreateTargetGroupAsync("empty");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200"), ElbTestbed.Path("/fixed"));
        await _bed.CreateRuleAsync(
            listener.ListenerArn,
            2,
            new Action { Type = ActionTypeEnum.Redirect, RedirectConfig = new RedirectActionConfig { Path = "/", StatusCode = RedirectActionStatusCodeEnum.HTTP_302 } },
            ElbTestbed.Path("/old"));
        await _bed.CreateRuleAsync(listener.ListenerArn, 3, ElbTestbed.Forward(empty.TargetGroupArn), ElbTestbed.Path("/empty"));
        await _bed.RegisterAsync(group.TargetGroupArn, _target);
        (_balancerArn, _groupArn) = (balancer.LoadBalancerArn, group.TargetGroupArn);
        (_balancer, _group) = (balancer.LoadBalancerArn.Split(":loadbalancer/")[1], group.TargetGroupArn[group.TargetGroupArn.IndexOf("targetgroup/", StringComparison.Ordinal)..]);
        _address = await _bed.AddressOfAsync(listener.ListenerArn);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _bed.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Requests_AreCountedAsCloudWatchDoes()
    {
        foreach (var path in new[] { "/", "/", "/missing", "/broken", "/fixed", "/old", "/empty" })
        {
            using var response = await _bed.Http.GetAsync(new Uri(_address, path), Token);
        }

        // Counted after the response was sent.
        await UntilAsync(() => Value("RuleEvaluations") >= (4 * 4) + 1 + 2 + 3);
        Assert.Equal(4, Value("RequestCount", _group));
        Assert.Equal(2, Value("HTTPCode_Target_2XX_Count", _group));
        Assert.Equal(1, Value("HTTPCode_Target_4XX_Count", _group));
        Assert.Equal(1, Value("HTTPCode_Target_5XX_Count", _group));
        Assert.Equal(4, Value("TargetResponseTime", _group));
        Assert.Equal(1, Value("HTTP_Fixed_Response_Count"));
        Assert.Equal(1, Value("HTTP_Redirect_Count"));
        Assert.Equal(1, Value("HTTPCode_ELB_3XX_Count"));
        Assert.Equal(1, Sum("HTTPCode_ELB_503_Count"));
        Assert.Equal(1, Sum("HTTPCode_ELB_5XX_Count"));
        Assert.Equal((4 * 4) + 1 + 2 + 3, Value("RuleEvaluations"));
        Assert.True(Value("ProcessedBytes") > 7 * 100);
        Assert.Equal((1, 1), (Value("NewConnectionCount"), Value("ActiveConnectionCount")));
    }

    [Fact]
    public async Task Target_CannotBeReached_IsAConnectionError()
    {
        await _target.DisposeAsync();

        using var response = await _bed.Http.GetAsync(_address, Token);

        await UntilAsync(() => Sum("HTTPCode_ELB_502_Count") == 1);
        Assert.Equal(1, Value("TargetConnectionErrorCount", _group));
        Assert.Equal(1, Value("RequestCount", _group));
        Assert.Equal(0, Value("TargetResponseTime", _group));
    }

    [Fact]
    public async Task Sticky_RequestWithoutACookie_IsCounted()
    {
        await _bed.Elb.ModifyTargetGroupAttributesAsync(
            new ModifyTargetGroupAttributesRequest { TargetGroupArn = _groupArn, Attributes = [new TargetGroupAttribute { Key = "stickiness.enabled", Value = "true" }] }, Token);

        using var response = await _bed.Http.GetAsync(_address, Token);

        Assert.Equal(1, Value("NonStickyRequestCount", _group));
    }

    [Theory]
    [InlineData("true", "DroppedInvalidHeaderRequestCount", "ForwardedInvalidHeaderRequestCount")]
    [InlineData("false", "ForwardedInvalidHeaderRequestCount", "DroppedInvalidHeaderRequestCount")]
    public async Task Headers_WithNamesThatAreNotValid_AreCountedOnceForARequest(string drops, string counted, string other)
    {
        await _bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = _balancerArn,
                Attributes = [new LoadBalancerAttribute { Key = "routing.http.drop_invalid_header_fields.enabled", Value = drops }],
            },
            Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, _address) { Headers = { { "under_score", "1" }, { "with.dot", "2" }, { "X-Plain", "3" } } };

        using (var response = await _bed.Http.SendAsync(request, Token))
        {
            using var plain = await _bed.Http.GetAsync(_address, Token);
        }

        await UntilAsync(() => Value("RequestCount", _group) >= 2);
        Assert.Equal((1, 0), (Value(counted), Value(other)));
    }

    [Fact]
    public async Task Handshake_ThatFails_IsCounted()
    {
        var certificate = await _bed.CreateCertificateAsync("shop.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(_balancerArn, ElbTestbed.Fixed("200"), certificate);
        var address = await _bed.AddressOfAsync(listener.ListenerArn);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);

        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Token);

        await UntilAsync(() => Value("ClientTLSNegotiationErrorCount") > 0);
        Assert.Equal(1, Value("ClientTLSNegotiationErrorCount"));
    }

    [Fact]
    public void Hosts_AreTheTargetsOfTheMoment()
    {
        _listener.RecordObservableInstruments();

        Assert.Equal((1, 0), (Value("HealthyHostCount", _group), Value("UnHealthyHostCount", _group)));
    }

    private double Value(string name, string group = "")
    {
        lock (_values)
        {
            return _values.GetValueOrDefault($"{name}|{_balancer}|{group}");
        }
    }

    private double Sum(string name)
    {
        lock (_values)
        {
            return _values.Where(pair => pair.Key.StartsWith($"{name}|{_balancer}|", StringComparison.Ordinal)).Sum(pair => pair.Value);
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (balancer, group) = ("", "");
        foreach (var (name, tag) in tags)
        {
            (balancer, group) = name switch
            {
                "LoadBalancer" => ((string)tag!, group),
                "TargetGroup" => (balancer, (string)tag!),
                _ => (balancer, group),
            };
        }

        lock (_values)
        {
            var key = $"{instrument.Name}|{balancer}|{group}";
            _values[key] = instrument is ObservableInstrument<int> ? value : _values.GetValueOrDefault(key) + value;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
