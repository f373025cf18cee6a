using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>The metrics of load balancers, with the names and dimensions that CloudWatch has for them.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
/// </remarks>
internal static class ElbMetrics
{
    private static readonly Meter Meter = new(LoadBalancerTelemetry.SourceName);

    /// <summary>Requests for which a target was chosen.</summary>
    public static Counter<long> RequestCount { get; } = Counter("RequestCount", "{request}");

    public static Counter<long> GrpcRequestCount { get; } = Counter("GrpcRequestCount", "{request}");

    public static Counter<long> NonStickyRequestCount { get; } = Counter("NonStickyRequestCount", "{request}");

    public static Counter<long> RuleEvaluations { get; } = Counter("RuleEvaluations", "{rule}");

    public static Counter<long> RedirectCount { get; } = Counter("HTTP_Redirect_Count", "{request}");

    public static Counter<long> FixedResponseCount { get; } = Counter("HTTP_Fixed_Response_Count", "{request}");

    public static Counter<long> AuthError { get; } = Counter("ELBAuthError", "{request}");

    public static Counter<long> AuthFailure { get; } = Counter("ELBAuthFailure", "{request}");

    /// <summary>From asking a provider to its last answer; CloudWatch has milliseconds.</summary>
    public static Histogram<double> AuthLatency { get; } = Meter.CreateHistogram<double>("ELBAuthLatency", "ms");

    public static Counter<long> AuthRefreshTokenSuccess { get; } = Counter("ELBAuthRefreshTokenSuccess", "{request}");

    public static Counter<long> AuthSuccess { get; } = Counter("ELBAuthSuccess", "{request}");

    public static Counter<long> AuthUserClaimsSizeExceeded { get; } = Counter("ELBAuthUserClaimsSizeExceeded", "{request}");

    public static Counter<long> JwtValidationFailureCount { get; } = Counter("JWTValidationFailureCount", "{request}");

    public static Counter<long> NonCompliantRequestCount { get; } = Counter("DesyncMitigationMode_NonCompliant_Request_Count", "{request}");

    public static Counter<long> ProcessedBytes { get; } = Counter("ProcessedBytes", "By");

    /// <summary>Connections of clients whose TLS handshake came to nothing.</summary>
    public static Counter<long> ClientTlsNegotiationErrorCount { get; } = Counter("ClientTLSNegotiationErrorCount", "{connection}");

    /// <summary>Requests that lost headers whose names are not valid.</summary>
    public static Counter<long> DroppedInvalidHeaderRequestCount { get; } = Counter("DroppedInvalidHeaderRequestCount", "{request}");

    /// <summary>Requests that were sent on with headers whose names are not valid.</summary>
    public static Counter<long> ForwardedInvalidHeaderRequestCount { get; } = Counter("ForwardedInvalidHeaderRequestCount", "{request}");

    public static UpDownCounter<long> ActiveConnectionCount { get; } = Meter.CreateUpDownCounter<long>("ActiveConnectionCount", "{connection}");

    public static Counter<long> NewConnectionCount { get; } = Counter("NewConnectionCount", "{connection}");

    public static Counter<long> TargetConnectionErrorCount { get; } = Counter("TargetConnectionErrorCount", "{connection}");

    /// <summary>Connections that a Network Load Balancer has reset.</summary>
    public static Counter<long> ElbResetCount { get; } = Counter("TCP_ELB_Reset_Count", "{packet}");

    /// <summary>Connections that went to an unhealthy target, for there was no healthy one.</summary>
    public static Counter<long> UnhealthyRoutingFlowCount { get; } = Counter("UnhealthyRoutingFlowCount", "{flow}");

    private static readonly Counter<long>[] NewFlows = [Counter("NewFlowCount", "{flow}"), Counter("NewFlowCount_TCP", "{flow}")];

    private static readonly UpDownCounter<long>[] ActiveFlows =
        [Meter.CreateUpDownCounter<long>("ActiveFlowCount", "{flow}"), Meter.CreateUpDownCounter<long>("ActiveFlowCount_TCP", "{flow}")];

    private static readonly Counter<long>[] FlowBytes = [ProcessedBytes, Counter("ProcessedBytes_TCP", "By")];

    /// <summary>From the request's leaving the load balancer to the head of the target's response.</summary>
    public static Histogram<double> TargetResponseTime { get; } = Meter.CreateHistogram(
        "TargetResponseTime",
        "s",
        "Time from sending a request to a target to its answer",
        tags: null,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    private static readonly Dictionary<int, Counter<long>> ElbClasses = Classes("HTTPCode_ELB_", 3, 4, 5);
    private static readonly Dictionary<int, Counter<long>> TargetClasses = Classes("HTTPCode_Target_", 2, 3, 4, 5);

    private static readonly Dictionary<int, Counter<long>> ElbCodes =
        new[] { 500, 502, 503, 504 }.ToDictionary(code => code, code => Counter($"HTTPCode_ELB_{code}_Count", "{response}"));

    /// <summary>Counts a connection of a Network Load Balancer that begins.</summary>
    public static void CountFlow(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var counter in NewFlows)
        {
            counter.Add(1, tags);
        }

        foreach (var counter in ActiveFlows)
        {
            counter.Add(1, tags);
        }
    }

    /// <summary>Counts a connection of a Network Load Balancer that is over.</summary>
    public static void EndFlow(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var counter in ActiveFlows)
        {
            counter.Add(-1, tags);
        }
    }

    /// <summary>Counts bytes of a connection of a Network Load Balancer, both ways.</summary>
    public static void CountFlowBytes(long bytes, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var counter in FlowBytes)
        {
            counter.Add(bytes, tags);
        }
    }

    /// <summary>Counts a response of the load balancer's own.</summary>
    public static void CountElbCode(int statusCode, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Find(ElbClasses, statusCode / 100)?.Add(1, tags);
        Find(ElbCodes, statusCode)?.Add(1, tags);
    }

    /// <summary>Counts a response of a target.</summary>
    public static void CountTargetCode(int statusCode, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Find(TargetClasses, statusCode / 100)?.Add(1, tags);

    /// <summary>A dimension that is null is left out.</summary>
    /// <param name="loadBalancer"><c>app/NAME/ID</c>.</param>
    /// <param name="targetGroup"><c>targetgroup/NAME/ID</c>.</param>
    /// <param name="zone">For example <c>eu-west-1a</c>.</param>
    public static TagList Tags(string? loadBalancer, string? targetGroup, string? zone)
    {
        var tags = default(TagList);
        Add(ref tags, "LoadBalancer", loadBalancer);
        Add(ref tags, "TargetGroup", targetGroup);
        Add(ref tags, "AvailabilityZone", zone);
        return tags;
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }

    private static Counter<long>? Find(Dictionary<int, Counter<long>> counters, int key) =>
        counters.TryGetValue(key, out var counter) && counter.Enabled ? counter : null;

    private static Dictionary<int, Counter<long>> Classes(string prefix, params int[] classes) =>
        classes.ToDictionary(first => first, first => Counter($"{prefix}{first}XX_Count", "{response}"));

    private static Counter<long> Counter(string name, string unit) => Meter.CreateCounter<long>(name, unit);
}
