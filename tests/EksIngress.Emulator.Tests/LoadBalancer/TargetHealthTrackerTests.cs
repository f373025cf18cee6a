using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class TargetHealthTrackerTests
{
    // s is a success, f a failure with code 500, t a timeout, x an instance that does not run; healthy threshold 3, unhealthy threshold 2.
    [Theory]
    [InlineData("", "Initial", "Elb.RegistrationInProgress")]
    [InlineData("s", "Healthy", null)]
    [InlineData("f", "Initial", "Elb.InitialHealthChecking")]
    [InlineData("ff", "Unhealthy", "Target.ResponseCodeMismatch")]
    [InlineData("ft", "Unhealthy", "Target.Timeout")]
    [InlineData("fs", "Healthy", null)]
    [InlineData("sf", "Healthy", null)]
    [InlineData("sff", "Unhealthy", "Target.ResponseCodeMismatch")]
    [InlineData("sfsf", "Healthy", null)]
    [InlineData("sffss", "Unhealthy", "Target.ResponseCodeMismatch")]
    [InlineData("sffsss", "Healthy", null)]
    [InlineData("sffssfsss", "Healthy", null)]
    [InlineData("sffssfss", "Unhealthy", "Target.ResponseCodeMismatch")]
    [InlineData("sfft", "Unhealthy", "Target.Timeout")]
    [InlineData("x", "Unused", "Target.InvalidState")]
    [InlineData("sx", "Unused", "Target.InvalidState")]
    [InlineData("sffx", "Unused", "Target.InvalidState")]
    [InlineData("sxf", "Initial", "Elb.InitialHealthChecking")]
    [InlineData("sxs", "Healthy", null)]
    [InlineData("fxf", "Initial", "Elb.InitialHealthChecking")]
    public void Record_SequenceOfChecks_LeadsToState(string checks, string state, string? reason)
    {
        var tracker = new TargetHealthTracker();
        tracker.Begin();

        foreach (var check in checks)
        {
            tracker.Record(Outcome(check), Settings);
        }

        Assert.Equal(state, tracker.State.ToString());
        Assert.Equal(reason, tracker.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Record_UnusedOrDraining_ChangesNothing(bool draining)
    {
        var tracker = new TargetHealthTracker();
        tracker.Begin();
        if (draining)
        {
            tracker.Drain();
        }
        else
        {
            tracker.Rest();
        }

        Assert.False(tracker.Record(ProbeOutcome.Success.Instance, Settings));
        Assert.Equal(draining ? TargetHealthState.Draining : TargetHealthState.Unused, tracker.State);
    }

    internal static HealthCheckSettings Settings { get; } = new()
    {
        Protocol = "HTTP",
        ProtocolVersion = "HTTP1",
        Port = "traffic-port",
        Path = "/",
        Interval = TimeSpan.FromSeconds(15),
        Timeout = TimeSpan.FromSeconds(5),
        HealthyThreshold = 3,
        UnhealthyThreshold = 2,
        Matcher = StatusCodeMatcher.TryParseHttp("200-299,404", out var matcher) ? matcher : throw new InvalidOperationException(),
    };

    [Theory]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(404, true)]
    [InlineData(500, false)]
    public void Matches_CodeInOrOutOfTheList_SaysSo(int statusCode, bool expected) =>
        Assert.Equal(expected, Settings.Matcher.Matches(statusCode));

    private static ProbeOutcome Outcome(char check) => check switch
    {
        's' => ProbeOutcome.Success.Instance,
        't' => ProbeOutcome.Failure.Timeout,
        'x' => ProbeOutcome.Unusable.Instance("stopped"),
        _ => ProbeOutcome.Failure.Mismatch(500),
    };
}
