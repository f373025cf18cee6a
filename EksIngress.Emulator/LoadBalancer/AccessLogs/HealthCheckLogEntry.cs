using System.Globalization;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>One health check, as health check logs tell it.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Latency">How long it took.</param>
/// <param name="Target">Address and port of the target, as it is registered.</param>
/// <param name="TargetGroup">Name of the target group.</param>
/// <param name="Settings">How it was made.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="LoadBalancer"><c>app/NAME/ID</c>.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html#health-check-log-entry-format</remarks>
internal sealed record HealthCheckLogEntry(
    DateTimeOffset Time,
    TimeSpan Latency,
    string Target,
    string TargetGroup,
    HealthCheckSettings Settings,
    ProbeOutcome Outcome,
    string LoadBalancer)
{
    private const string Unknown = "-";

    // The one node that there is.
    private const string NodeAddress = "127.0.0.1";

    /// <summary>A line without its end.</summary>
    public string Format() => string.Join(
        ' ',
        Type,
        Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        Latency.TotalSeconds.ToString("F9", CultureInfo.InvariantCulture),
        Target,
        TargetGroup,
        Outcome is ProbeOutcome.Success ? "PASS" : "FAIL",
        Outcome.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? Unknown,
        (Outcome as ProbeOutcome.Failure)?.LogReason ?? Unknown,
        LoadBalancer,
        NodeAddress);

    private string Type => (Settings.ProtocolVersion, Settings.Protocol) switch
    {
        ("GRPC", _) => "grpc",
        ("HTTP2", _) => "h2",
        (_, "HTTPS") => "https",
        _ => "http",
    };
}
