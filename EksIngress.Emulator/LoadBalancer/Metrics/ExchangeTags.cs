namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>Dimensions of the metrics of requests, made once for all that share them.</summary>
internal sealed class ExchangeTags
{
    private readonly KeyValuePair<string, object?>[] _tags;

    /// <summary>A dimension that is null is left out.</summary>
    /// <param name="loadBalancer"><c>app/NAME/ID</c>.</param>
    /// <param name="targetGroup"><c>targetgroup/NAME/ID</c>.</param>
    /// <param name="zone">For example <c>eu-west-1a</c>.</param>
    public ExchangeTags(string loadBalancer, string? targetGroup, string? zone)
    {
        (LoadBalancer, TargetGroup) = (loadBalancer, targetGroup);
        _tags = [.. ElbMetrics.Tags(loadBalancer, targetGroup, zone)];
    }

    public string LoadBalancer { get; }

    public string? TargetGroup { get; }

    public ReadOnlySpan<KeyValuePair<string, object?>> Span => _tags;
}
