using System.Collections.Concurrent;
using System.Diagnostics;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class TelemetryTests : IDisposable
{
    private readonly ActivityTraceId _traceId = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LoadBalancerTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == _traceId)
                {
                    _spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithTraceparent_IsOneServerSpanBetweenClientAndTarget()
    {
        await using var echo = await EchoBed.StartAsync();
        var client = ActivitySpanId.CreateRandom();

        var seen = await echo.GetAsync("/a?secret=1", [("traceparent", $"00-{_traceId}-{client}-01"), ("tracestate", "v=1")]);

        var span = await SpanAsync();
        Assert.Equal("GET front", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal(client, span.ParentSpanId);
        Assert.Equal($"00-{_traceId}-{span.SpanId}-01", seen.Headers["traceparent"]);
        Assert.Equal("v=1", seen.Headers["tracestate"]);
        Assert.Equal("default", span.GetTagItem("aws.elb.rule.priority"));
        Assert.Equal(echo.TargetGroupArn, span.GetTagItem("aws.elb.target_group"));
        Assert.Equal(echo.TargetAuthority, span.GetTagItem("aws.elb.target"));
        Assert.Equal("/a", span.GetTagItem("url.path"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal(seen.Headers["X-Amzn-Trace-Id"], span.GetTagItem("aws.elb.trace_id"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_NoTargets_IsASpanWithAnError()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        using var request = new HttpRequestMessage(HttpMethod.Get, await bed.AddressOfAsync(listener.ListenerArn));
        request.Headers.Add("traceparent", $"00-{_traceId}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await bed.Http.SendAsync(request, Token);

        var span = await SpanAsync();
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("no_registered_targets", span.GetTagItem("error.type"));
        Assert.Equal(group.TargetGroupArn, span.GetTagItem("aws.elb.target_group"));
        Assert.Null(span.GetTagItem("aws.elb.target"));
    }

    [Fact]
    public async Task Request_WithoutTraceparent_DoesNotContinueTheTraceOfWhoMadeTheListener()
    {
        using var maker = new Activity("maker").SetIdFormat(ActivityIdFormat.W3C).SetParentId(_traceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        await using var echo = await EchoBed.StartAsync();
        maker.Stop();

        var seen = await echo.GetAsync("/", []);

        Assert.DoesNotContain(_traceId.ToHexString(), seen.Headers["traceparent"], StringComparison.Ordinal);
        Assert.Empty(_spans);
    }

    public void Dispose() => _listener.Dispose();

    // A span ends after its response was sent.
    private async Task<Activity> SpanAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        Activity? span;
        while (!_spans.TryDequeue(out span))
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Empty(_spans);
        return span;
    }
}
