using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What attributes must not say together.</summary>
internal static class AttributeRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> ReservedHeaders = new[]
    {
        "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Cookie", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "traceparent", "tracestate",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A token of at most 1,024 characters that is no name of the load balancer's own cookies.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html</remarks>
    public static bool IsAppCookieName(string name) =>
        IsToken(name) && !name.StartsWith("AWSALB", StringComparison.Ordinal);

    /// <summary>Name of a header or cookie.</summary>
    public static bool IsToken(string name) => name.Length is > 0 and <= 1024 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>A name that a header about TLS may get: not that of a header which frames or routes a message, or which the load balancer writes anyway.</summary>
    /// <remarks>Which names AWS refuses is not documented.</remarks>
    public static bool IsHeaderName(string name) =>
        IsToken(name) && !ReservedHeaders.Contains(name) && !name.StartsWith("X-Amzn-Oidc-", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: two headers of one name.</exception>
    public static void CheckHttpsListener(AttributeSet attributes)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in AttributeTable.RequestHeaders)
        {
            if (!names.TryAdd(attributes.Get(key), key))
            {
                throw ElbErrors.InvalidConfigurationRequest($"The attributes '{names[attributes.Get(key)]}' and '{key}' give the same header name '{attributes.Get(key)}'");
            }
        }
    }

    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: logs without a bucket.</exception>
    public static void CheckLoadBalancer(AttributeSet attributes)
    {
        CheckLogs(attributes, AttributeTable.AccessLogsEnabled, AttributeTable.AccessLogsBucket, "access logs");
        CheckLogs(attributes, AttributeTable.ConnectionLogsEnabled, AttributeTable.ConnectionLogsBucket, "connection logs");
        CheckLogs(attributes, AttributeTable.HealthCheckLogsEnabled, AttributeTable.HealthCheckLogsBucket, "health check logs");
    }

    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: logs without a bucket.</exception>
    public static void CheckNetworkLoadBalancer(AttributeSet attributes) =>
        CheckLogs(attributes, AttributeTable.AccessLogsEnabled, AttributeTable.AccessLogsBucket, "access logs");

    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: two settings exclude each other.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#unhealthy-draining-interval</remarks>
    public static void CheckAlbTargetGroup(AttributeSet attributes)
    {
        if (attributes.Get(AttributeTable.UnhealthyDraining) != "0" && attributes.IsTrue(AttributeTable.UnhealthyTermination))
        {
            throw ElbErrors.InvalidConfigurationRequest($"The attribute '{AttributeTable.UnhealthyDraining}' requires '{AttributeTable.UnhealthyTermination}' to be false");
        }

        CheckThresholds(attributes, AttributeTable.DnsFailoverCount, AttributeTable.UnhealthyRoutingCount);
        CheckThresholds(attributes, AttributeTable.DnsFailoverPercentage, AttributeTable.UnhealthyRoutingPercentage);
    }

    private static void CheckLogs(AttributeSet attributes, string enabled, string bucket, string what)
    {
        if (attributes.IsTrue(enabled) && attributes.Get(bucket).Length == 0)
        {
            throw ElbErrors.InvalidConfigurationRequest($"The attribute '{bucket}' is required when {what} are enabled");
        }
    }

    /// <exception cref="AwsException"><c>InvalidConfigurationRequest</c>: two settings exclude each other.</exception>
    /// <remarks>The sentences on slow start are AWS's, as its users report them.</remarks>
    public static void CheckTargetGroup(AttributeSet attributes)
    {
        var algorithm = attributes.Get(AttributeTable.Algorithm);
        var slowStart = attributes.Get(AttributeTable.SlowStart) != "0";
        if (slowStart && algorithm == "least_outstanding_requests")
        {
            throw ElbErrors.InvalidConfigurationRequest("You cannot enable both slow start and least outstanding requests algorithm on a target group");
        }

        if (slowStart && algorithm == "weighted_random")
        {
            throw ElbErrors.InvalidConfigurationRequest("You cannot enable both slow start and weighted random algorithm on a target group");
        }

        if (attributes.Get(AttributeTable.AnomalyMitigation) == "on" && algorithm != "weighted_random")
        {
            throw ElbErrors.InvalidConfigurationRequest("You can enable anomaly mitigation only with the weighted random algorithm on a target group");
        }

        var sticky = attributes.IsTrue(AttributeTable.Stickiness);
        if (sticky && attributes.Get(AttributeTable.StickinessType) == "app_cookie" && attributes.Get(AttributeTable.AppCookieName).Length == 0)
        {
            throw ElbErrors.InvalidConfigurationRequest($"The attribute '{AttributeTable.AppCookieName}' is required for stickiness of type 'app_cookie'");
        }

        if (sticky && attributes.Get(AttributeTable.TargetGroupCrossZone) == "false")
        {
            throw ElbErrors.InvalidConfigurationRequest("You cannot enable stickiness on a target group whose cross-zone load balancing is off");
        }

        CheckThresholds(attributes, AttributeTable.DnsFailoverCount, AttributeTable.UnhealthyRoutingCount);
        CheckThresholds(attributes, AttributeTable.DnsFailoverPercentage, AttributeTable.UnhealthyRoutingPercentage);
    }

    // DNS failover must come with or before routing failover.
    private static void CheckThresholds(AttributeSet attributes, string dns, string routing)
    {
        if (Number(attributes, dns) is { } first && Number(attributes, routing) is { } second && first < second)
        {
            throw ElbErrors.InvalidConfigurationRequest($"The value of '{dns}' must be greater than or equal to the value of '{routing}'");
        }
    }

    private static int? Number(AttributeSet attributes, string key) =>
        attributes.Get(key) is var text && text == "off" ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
