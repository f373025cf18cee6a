using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>What one load balancer counts, by metric; values of histograms count one each.</summary>
internal sealed class MetricCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly string _balancer;

    public MetricCounts(string loadBalancerArn)
    {
        _balancer = loadBalancerArn.Split(":loadbalancer/")[1];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LoadBalancerTelemetry.SourceName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        _listener.Start();
    }

    /// <summary>Those of a kind that are not 0, with their values.</summary>
    public IReadOnlyList<string> Of(params string[] prefixes) =>
        [.. _counts.Where(count => prefixes.Any(prefix => count.Key.StartsWith(prefix, StringComparison.Ordinal))).Select(count => $"{count.Key}={count.Value}").Order(StringComparer.Ordinal)];

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, tag) in tags)
        {
            if (name == "LoadBalancer" && (tag as string) == _balancer)
            {
                _counts.AddOrUpdate(instrument.Name, value, (_, before) => before + value);
            }
        }
    }
}
