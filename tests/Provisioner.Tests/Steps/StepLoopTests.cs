using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Amazon.EKS;
using Amazon.Runtime;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Provisioner.Tests.Steps;

public sealed class StepLoopTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<StepProgress> _progress = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StepWaits_RunsItAgainAfterTheDelayAndNotBefore()
    {
        var step = new ScriptedStep("cluster", Wait("CREATING"), Ready);
        var run = RunAsync(step);
        await step.AttemptAsync(1, Token);

        _time.Advance(Poll - TimeSpan.FromSeconds(1));
        Assert.Equal(1, step.Attempts);
        _time.Advance(TimeSpan.FromSeconds(1));
        await run;

        Assert.Equal(2, step.Attempts);
    }

    [Fact]
    public async Task Run_StepApplies_RunsItAgainAtOnceUntilItIsReady()
    {
        var step = new ScriptedStep("vpc", Change, () => StepPlan.Do("changed again", _ => Task.CompletedTask), Ready);

        await RunAsync(step);

        Assert.Equal(3, step.Attempts);
        Assert.Equal([StepProgressKind.Applied, StepProgressKind.Applied, StepProgressKind.Done], _progress.Select(item => item.Kind));
    }

    [Fact]
    public async Task Run_Dependencies_StartAfterAndIndependentOnesSideBySide()
    {
        var first = new ScriptedStep("first", Wait("busy"), Ready);
        var second = new ScriptedStep("second", Ready) { DependsOn = ["first"] };
        var beside = new ScriptedStep("beside", Ready);

        // Given in the wrong order on purpose.
        var run = RunAsync(second, first, beside);
        await first.AttemptAsync(1, Token);
        await beside.AttemptAsync(1, Token);

        Assert.Equal(0, second.Attempts);
        _time.Advance(Poll);
        await run;
        Assert.Equal(1, second.Attempts);
    }

    [Fact]
    public async Task Run_StepFails_StopsTheOthersAndTellsTheFirstFailure()
    {
        var failing = new ScriptedStep("node-groups", () => throw new ProvisioningException("Node group x is CREATE_FAILED."));
        var waiting = new ScriptedStep("controller", Wait("never"));
        var after = new ScriptedStep("workloads", Ready) { DependsOn = ["node-groups"] };

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => RunAsync(waiting, failing, after));

        Assert.Equal("Node group x is CREATE_FAILED.", exception.Message);
        Assert.Equal(0, after.Attempts);
    }

    [Fact]
    public async Task Run_DeadlinePasses_TellsWhatWasWaitedFor()
    {
        var step = new ScriptedStep("load-balancers", Wait("Ingress default/web has no ALB: FailedBuildModel: no certificate found"));
        var run = RunAsync(new StepLoopOptions { Deadline = TimeSpan.FromSeconds(20) }, step);
        await step.AttemptAsync(1, Token);

        _time.Advance(Poll);
        await step.AttemptAsync(2, Token);
        _time.Advance(TimeSpan.FromSeconds(5));

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => run);
        Assert.Contains("load-balancers: Ingress default/web has no ALB: FailedBuildModel: no certificate found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--timeout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest)]
    [InlineData("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable)]
    [InlineData("ServerException", HttpStatusCode.InternalServerError)]
    public async Task Run_Throttled_TriesAgainWithinTheBackoff(string code, HttpStatusCode status)
    {
        var step = new ScriptedStep("cluster", () => throw Failure(code, status), Ready);
        var run = RunAsync(step);
        await step.AttemptAsync(1, Token);

        // Half of the back-off at least, all of it at most.
        _time.Advance(TimeSpan.FromSeconds(0.49));
        Assert.Equal(1, step.Attempts);
        _time.Advance(TimeSpan.FromSeconds(0.51));
        await run;

        Assert.Equal(StepProgressKind.Retrying, _progress.First().Kind);
    }

    [Fact]
    public async Task Run_OutageLastsTooLong_Fails()
    {
        var step = new ScriptedStep("controller", () => throw new KubernetesApiException(HttpStatusCode.Unauthorized, "Unauthorized", "The cluster answered 401."));
        var run = RunAsync(new StepLoopOptions { LongestOutage = TimeSpan.FromSeconds(3) }, step);
        await step.AttemptAsync(1, Token);
        _time.Advance(TimeSpan.FromSeconds(4));

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => run);
        Assert.Contains("The cluster answered 401.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AwsRefuses_FailsAtOnceWithCodeAndRequestId()
    {
        var step = new ScriptedStep("cluster", () => throw Failure("AccessDeniedException", HttpStatusCode.Forbidden));

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => RunAsync(step));

        Assert.Contains("Step cluster failed", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException", exception.Message, StringComparison.Ordinal);
        Assert.Contains("request-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, step.Attempts);
    }

    // AWS spreads what was made and deleted within seconds, and others delete too.
    [Fact]
    public async Task Run_WhatWasSeenIsGone_LooksAgainAndThenGivesUp()
    {
        var passing = new ScriptedStep("vpc", () => throw Failure("InvalidVpcID.NotFound", HttpStatusCode.BadRequest), Ready);
        var run = RunAsync(passing);
        await passing.AttemptAsync(1, Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await run;
        Assert.Equal(2, passing.Attempts);

        var lasting = new ScriptedStep("roles", () => throw Failure("NoSuchEntity", HttpStatusCode.NotFound));
        run = RunAsync(new StepLoopOptions { MaxVanished = 2 }, lasting);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await lasting.AttemptAsync(attempt, Token);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => run);
        Assert.Contains("Step roles failed: EKS answered NoSuchEntity", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, lasting.Attempts);
    }

    [Fact]
    public async Task Run_ChangeDoesNotLast_IsRepeatedWithBackoffAndThenGivenUp()
    {
        var step = new ScriptedStep("cluster", Change);
        var run = RunAsync(new StepLoopOptions { MaxRepeats = 2 }, step);
        await step.AttemptAsync(2, Token);

        Assert.Equal(2, step.Attempts);
        _time.Advance(TimeSpan.FromSeconds(1));

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => run);
        Assert.Contains("'changed' was done 3 times and does not last", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, step.Attempts);
    }

    [Fact]
    public async Task Run_Cancelled_IsACancellation()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var step = new ScriptedStep("cluster", Wait("CREATING"));
        var run = new StepLoop(_time, new StepLoopOptions(), _progress.Enqueue).RunAsync([step], cancellation.Token);
        await step.AttemptAsync(1, Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Run_SameReasonTwice_IsReportedOnce()
    {
        var step = new ScriptedStep("cluster", Wait("CREATING"), Wait("CREATING"), Wait("UPDATING"), Ready);
        var run = RunAsync(step);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await step.AttemptAsync(attempt, Token);
            _time.Advance(Poll);
        }

        await run;

        Assert.Equal(["CREATING", "UPDATING", "there"], _progress.Select(item => item.Text));
    }

    [Fact]
    public async Task Run_Steps_AreSpansBelowTheRoot()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProvisionerTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var root = ProvisionerTelemetry.Source.StartActivity("provision", ActivityKind.Internal, parentContext: default)!;

        await Assert.ThrowsAsync<ProvisioningException>(() => RunAsync(
            new ScriptedStep("vpc", Ready),
            new ScriptedStep("cluster", () => throw Failure("AccessDeniedException", HttpStatusCode.Forbidden)) { DependsOn = ["vpc"] }));

        var own = spans.Where(span => span.TraceId == root.TraceId).ToDictionary(span => span.OperationName);
        Assert.Equal(root.SpanId, own["vpc"].ParentSpanId);
        Assert.Equal(root.SpanId, own["cluster"].ParentSpanId);
        Assert.Equal(ActivityStatusCode.Unset, own["vpc"].Status);
        Assert.Equal(ActivityStatusCode.Error, own["cluster"].Status);
        Assert.Equal("AccessDeniedException", own["cluster"].GetTagItem("error.type"));
        Assert.Equal("request-1", own["cluster"].GetTagItem("aws.request_id"));
    }

    [Theory]
    [InlineData("a", "a", "is there twice")]
    [InlineData("a", "b", "which is not there")]
    public void Order_GraphIsWrong_SaysHow(string first, string second, string expected)
    {
        var step = new ScriptedStep(second, Ready) { DependsOn = first == second ? [] : ["missing"] };

        var exception = Assert.Throws<ArgumentException>(() => StepGraph.Order([new ScriptedStep(first, Ready), step]));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_Cycle_IsRefused() => Assert.Throws<ArgumentException>(() => StepGraph.Order(
        [new ScriptedStep("a", Ready) { DependsOn = ["b"] }, new ScriptedStep("b", Ready) { DependsOn = ["a"] }]));

    private static StepPlan Ready() => new StepPlan.Ready("there");

    private static StepPlan Change() => StepPlan.Do("changed", _ => Task.CompletedTask);

    private static Func<StepPlan> Wait(string reason) => () => new StepPlan.Wait(reason, Poll);

    private static AmazonEKSException Failure(string code, HttpStatusCode status) =>
        new("No.", ErrorType.Sender, code, "request-1", status);

    private Task RunAsync(params IProvisioningStep[] steps) => RunAsync(new StepLoopOptions(), steps);

    private Task RunAsync(StepLoopOptions options, params IProvisioningStep[] steps) =>
        new StepLoop(_time, options, _progress.Enqueue).RunAsync(steps, Token);
}
