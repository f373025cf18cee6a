using System.Diagnostics.Metrics;

namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>Counts of targets, read when somebody collects.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html</remarks>
internal sealed class HostMetrics : IDisposable
{
    private readonly Meter _meter = new(LoadBalancerTelemetry.SourceName);

    /// <param name="targetGroups">The groups that there are at the time.</param>
    public HostMetrics(Func<IEnumerable<TargetGroupRuntime>> targetGroups)
    {
        void Gauge(string name, string description, Func<HostCount, int> value, bool isOfRequests = false) => _meter.CreateObservableGauge(
            name,
            () => targetGroups().SelectMany(group => group.CountHosts())
                .Where(count => !isOfRequests || count.Dimensions.LoadBalancer?.StartsWith("net/", StringComparison.Ordinal) != true)
                .Select(count => Measurement(count, value(count))),
            "{target}",
            description);

        Gauge("HealthyHostCount", "Targets that are considered healthy", count => count.Healthy);
        Gauge("UnHealthyHostCount", "Targets that are considered unhealthy", count => count.Unhealthy);
        Gauge("AnomalousHostCount", "Targets that fail more than their fellows", count => count.Anomalous, isOfRequests: true);
        Gauge("MitigatedHostCount", "Targets that get fewer requests for their failures", count => count.Mitigated, isOfRequests: true);
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<int> Measurement(HostCount count, int value) =>
        new(value, ElbMetrics.Tags(count.Dimensions.LoadBalancer, count.Dimensions.TargetGroup, count.Zone));
}
