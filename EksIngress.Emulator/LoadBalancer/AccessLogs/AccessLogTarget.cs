using System.Globalization;
using System.Security.Cryptography;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Where logs of one kind of a load balancer go.</summary>
/// <param name="Prefix">Empty for none.</param>
/// <param name="LoadBalancer"><c>app/NAME/ID</c>.</param>
internal sealed record AccessLogTarget(string Bucket, string Prefix, string AccountId, string Region, string LoadBalancer, string DnsName)
{
    // The one node that there is.
    private const string NodeAddress = "127.0.0.1";
    private const string RandomAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A file holds the requests of five minutes.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html</remarks>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>What the name of a file begins with: nothing for access logs.</summary>
    public string FilePrefix { get; init; } = "";

    /// <summary>Null when the load balancer keeps no access logs.</summary>
    public static AccessLogTarget? OfRequests(Aws.ElbV2.LoadBalancer balancer) => balancer.Attributes.IsTrue(AttributeTable.AccessLogsEnabled)
        ? Of(balancer, AttributeTable.AccessLogsBucket, AttributeTable.AccessLogsPrefix)
        : null;

    /// <summary>Null when the load balancer keeps no connection logs.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html#connection-log-file-format</remarks>
    public static AccessLogTarget? OfConnections(Aws.ElbV2.LoadBalancer balancer) => balancer.Attributes.IsTrue(AttributeTable.ConnectionLogsEnabled)
        ? Of(balancer, AttributeTable.ConnectionLogsBucket, AttributeTable.ConnectionLogsPrefix) with { FilePrefix = "conn_log." }
        : null;

    /// <summary>Null when the load balancer keeps no health check logs; a Network Load Balancer has none.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html#health-check-log-file-format</remarks>
    public static AccessLogTarget? OfHealthChecks(Aws.ElbV2.LoadBalancer balancer) => balancer.Attributes.Find(AttributeTable.HealthCheckLogsEnabled) == "true"
        ? Of(balancer, AttributeTable.HealthCheckLogsBucket, AttributeTable.HealthCheckLogsPrefix) with { FilePrefix = "health_check_log_" }
        : null;

    /// <summary>
    /// Key of a new object, for example
    /// <c>bucket/prefix/AWSLogs/000000000000/elasticloadbalancing/eu-west-1/2026/05/01/000000000000_elasticloadbalancing_eu-west-1_app.front.0123456789abcdef_20260501T2340Z_127.0.0.1_20sg8hgm.log.gz</c>.
    /// </summary>
    /// <param name="now">A time within the interval, which ends at the next five minutes of the clock.</param>
    public string NewKey(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        var end = new DateTime(utc.Ticks - (utc.Ticks % Interval.Ticks), DateTimeKind.Utc) + Interval;
        var id = LoadBalancer.Replace('/', '.');
        var random = RandomNumberGenerator.GetString(RandomAlphabet, 8);
        var folder = Prefix.Length == 0 ? Bucket : $"{Bucket}/{Prefix}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}/AWSLogs/{AccountId}/elasticloadbalancing/{Region}/{utc:yyyy'/'MM'/'dd}/{FilePrefix}{AccountId}_elasticloadbalancing_{Region}_{id}_{end:yyyyMMdd'T'HHmm}Z_{NodeAddress}_{random}.log.gz");
    }

    private static AccessLogTarget Of(Aws.ElbV2.LoadBalancer balancer, string bucketKey, string prefixKey)
    {
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID
        var arn = balancer.Arn.Split(':', 6);
        return new AccessLogTarget(
            balancer.Attributes.Get(bucketKey),
            balancer.Attributes.Get(prefixKey),
            arn[4],
            arn[3],
            ElbArns.Dimension(balancer.Arn),
            balancer.DnsName);
    }
}
