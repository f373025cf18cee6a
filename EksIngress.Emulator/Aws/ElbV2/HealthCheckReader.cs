using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the health check members of a target group.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html</remarks>
internal static class HealthCheckReader
{
    /// <summary>Settings of a group that was told none.</summary>
    /// <param name="protocolVersion"><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</param>
    public static HealthCheckSettings Defaults(string protocolVersion)
    {
        var grpc = protocolVersion == "GRPC";
        return new()
        {
            Protocol = "HTTP",
            ProtocolVersion = protocolVersion,
            Port = "traffic-port",
            Path = grpc ? "/AWS.ALB/healthcheck" : "/",
            Interval = TimeSpan.FromSeconds(30),
            Timeout = TimeSpan.FromSeconds(5),
            HealthyThreshold = 5,
            UnhealthyThreshold = 2,
            Matcher = (grpc ? StatusCodeMatcher.TryParseGrpc("12", out var matcher) : StatusCodeMatcher.TryParseHttp("200", out matcher))
                ? matcher
                : throw new InvalidOperationException("These are status codes."),
        };
    }

    /// <summary>Settings of a group that has an Application Load Balancer as its target and was told none.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html</remarks>
    public static HealthCheckSettings AlbDefaults { get; } = Defaults("HTTP1") with
    {
        IsOfNetwork = true,
        Timeout = TimeSpan.FromSeconds(6),
        Matcher = StatusCodeMatcher.TryParseNetwork("200-399", out var matcher) ? matcher : throw new InvalidOperationException("These are status codes."),
    };

    /// <param name="settings">What members that are not sent leave as it is.</param>
    /// <exception cref="AwsException"><c>ValidationError</c>: a member is out of range.</exception>
    public static HealthCheckSettings Read(AwsCall call, HealthCheckSettings settings)
    {
        var parameters = call.Parameters;
        if (parameters.FindBoolean("HealthCheckEnabled") == false)
        {
            throw ElbErrors.Validation("Health check enabled must be true for target groups with target type 'instance', 'ip' or 'alb'");
        }

        var interval = Seconds(parameters, "HealthCheckIntervalSeconds", settings.Interval, 5, 300, "interval");
        var timeout = Seconds(parameters, "HealthCheckTimeoutSeconds", settings.Timeout, 2, 120, "timeout");
        if (timeout >= interval)
        {
            throw ElbErrors.Validation($"Health check timeout '{timeout.TotalSeconds}' must be smaller than the interval '{interval.TotalSeconds}'");
        }

        return settings with
        {
            Protocol = Protocol(parameters) ?? settings.Protocol,
            Port = Port(parameters) ?? settings.Port,
            Path = Path(parameters) ?? settings.Path,
            Interval = interval,
            Timeout = timeout,
            HealthyThreshold = Threshold(parameters, "HealthyThresholdCount", "healthy") ?? settings.HealthyThreshold,
            UnhealthyThreshold = Threshold(parameters, "UnhealthyThresholdCount", "unhealthy") ?? settings.UnhealthyThreshold,
            Matcher = Matcher(parameters, settings) ?? settings.Matcher,
        };
    }

    private static string? Protocol(AwsParameters parameters) => parameters.Find("HealthCheckProtocol") switch
    {
        null => null,
        "HTTP" or "HTTPS" => parameters.Find("HealthCheckProtocol"),
        var protocol => throw ElbErrors.Validation($"Health check protocol '{protocol}' must be HTTP or HTTPS"),
    };

    private static string? Port(AwsParameters parameters) => parameters.Find("HealthCheckPort") switch
    {
        null => null,
        "traffic-port" => "traffic-port",
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 => text,
        var text => throw ElbErrors.Validation($"Health check port '{text}' must be 'traffic-port' or in between 1 and 65535"),
    };

    private static string? Path(AwsParameters parameters) => parameters.Find("HealthCheckPath") switch
    {
        null => null,
        { Length: >= 1 and <= 1024 } path when path[0] == '/' && !path.AsSpan().ContainsAnyExceptInRange('!', '~') => path,
        var path => throw ElbErrors.Validation($"Health check path '{path}' must begin with a '/' character, and can only contain printable ASCII characters without spaces"),
    };

    private static StatusCodeMatcher? Matcher(AwsParameters parameters, HealthCheckSettings settings)
    {
        var grpc = settings.IsGrpc;
        var (name, other, wrong) = grpc
            ? ("Matcher.GrpcCode", "Matcher.HttpCode", "HttpCode is only for target groups with protocol version HTTP1 or HTTP2")
            : ("Matcher.HttpCode", "Matcher.GrpcCode", "GrpcCode is only for target groups with protocol version GRPC");
        if (parameters.Find(other) is not null)
        {
            throw ElbErrors.Validation(wrong);
        }

        return parameters.Find(name) switch
        {
            null => null,
            var text when grpc && StatusCodeMatcher.TryParseGrpc(text, out var matcher) => matcher,
            var text when settings.IsOfNetwork && StatusCodeMatcher.TryParseNetwork(text, out var matcher) => matcher,
            var text when !grpc && !settings.IsOfNetwork && StatusCodeMatcher.TryParseHttp(text, out var matcher) => matcher,
            var text => throw ElbErrors.Validation(grpc
                ? $"Health check matcher GRPC code '{text}' must be within '0-99' inclusive"
                : $"Health check matcher HTTP code '{text}' must be within '{(settings.IsOfNetwork ? "200-599" : "200-499")}' inclusive"),
        };
    }

    private static TimeSpan Seconds(AwsParameters parameters, string name, TimeSpan present, int from, int to, string what) =>
        parameters.FindInt32(name) switch
        {
            null => present,
            { } seconds when seconds >= from && seconds <= to => TimeSpan.FromSeconds(seconds),
            { } seconds => throw ElbErrors.Validation($"Health check {what} '{seconds}' not in valid range: {from} to {to} seconds"),
        };

    private static int? Threshold(AwsParameters parameters, string name, string what) => parameters.FindInt32(name) switch
    {
        null => null,
        >= 2 and <= 10 and var count => count,
        var count => throw ElbErrors.Validation($"Health check {what} threshold count '{count}' must be in between 2 and 10 inclusive"),
    };
}
