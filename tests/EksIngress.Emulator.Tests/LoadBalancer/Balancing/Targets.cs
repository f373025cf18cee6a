using System.Net;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Tests.LoadBalancer.Balancing;

/// <summary>Makes targets in the states that tests need.</summary>
internal static class Targets
{
    public static TargetRuntime Create(int port, TargetHealthState state = TargetHealthState.Healthy, string? zone = null)
    {
        var target = new TargetRuntime(new Target(new TargetKey("10.0.0.1", port), IPAddress.Parse("10.0.0.1"), zone), GroupBed.Group("arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/group/0123456789abcdef", [], []));
        if (state == TargetHealthState.Unused)
        {
            return target;
        }

        target.Health.Begin();
        if (state == TargetHealthState.Healthy)
        {
            target.Health.Record(ProbeOutcome.Success.Instance, TargetHealthTrackerTests.Settings);
        }
        else if (state == TargetHealthState.Unhealthy)
        {
            target.Health.Record(ProbeOutcome.Failure.Timeout, TargetHealthTrackerTests.Settings);
            target.Health.Record(ProbeOutcome.Failure.Timeout, TargetHealthTrackerTests.Settings);
        }

        Assert.Equal(state, target.Health.State);
        return target;
    }

    /// <summary>Healthy ones on ports 1, 2, 3 …</summary>
    public static TargetRuntime[] Healthy(int count) => [.. Enumerable.Range(1, count).Select(port => Create(port))];

    public static int Port(TargetRuntime target) => target.Target.Key.Port;
}
