using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What every target group needs.</summary>
/// <param name="Probe">Checks one target once.</param>
/// <param name="TimeScale">Factor on the time that <c>draining</c> is shown when nothing is left to drain.</param>
/// <param name="LogCheck">Takes what health check logs tell.</param>
internal sealed record TargetGroupServices(
    Func<TargetRuntime, HealthCheckSettings, CancellationToken, Task<ProbeOutcome>> Probe,
    StickyContext Sticky,
    TimeProvider Time,
    double TimeScale,
    Action<AccessLogTarget, HealthCheckLogEntry> LogCheck,
    ILogger Logger);
