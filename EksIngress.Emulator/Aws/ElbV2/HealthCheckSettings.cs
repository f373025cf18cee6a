namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>How the targets of a group are probed.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html</remarks>
internal sealed record HealthCheckSettings
{
    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>That of the group, fixed with it: <c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</summary>
    public required string ProtocolVersion { get; init; }

    /// <summary>Whether targets are asked by a gRPC call, and judged by its status.</summary>
    public bool IsGrpc => ProtocolVersion == "GRPC";

    /// <summary>Whether a Network Load Balancer asks, which has other defaults and knows more status codes.</summary>
    public bool IsOfNetwork { get; init; }

    /// <summary>A port number, or <c>traffic-port</c> for the one the target is registered with.</summary>
    public required string Port { get; init; }

    public required string Path { get; init; }

    /// <summary>5 to 300 seconds; 30 by default.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>2 to 120 seconds, below the interval; 5 seconds by default.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>2 to 10; 5 by default.</summary>
    public required int HealthyThreshold { get; init; }

    /// <summary>2 to 10; 2 by default.</summary>
    public required int UnhealthyThreshold { get; init; }

    public required StatusCodeMatcher Matcher { get; init; }

    public int PortFor(int trafficPort) =>
        int.TryParse(Port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : trafficPort;
}
