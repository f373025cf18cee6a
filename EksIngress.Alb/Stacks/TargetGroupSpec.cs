using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Stacks;

/// <summary>A target group of one Service port, as one Ingress wants it.</summary>
public sealed record TargetGroupSpec
{
    /// <summary><c>NAMESPACE/INGRESS-SERVICE:PORT</c></summary>
    public required string ResourceId { get; init; }

    /// <summary>At most 32 characters.</summary>
    public required string Name { get; init; }

    /// <summary><c>instance</c> or <c>ip</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>Node port, or target port; 1 when that is a name. Targets are registered with ports of their own.</summary>
    public required int Port { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</summary>
    public required string ProtocolVersion { get; init; }

    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public required string IpAddressType { get; init; }

    /// <summary>How targets are asked whether they are healthy.</summary>
    public required HealthCheck HealthCheckConfig { get; init; }

    /// <summary>Attributes that were set; AWS's defaults for the others.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The user's own tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Port of the agent that controls targets; null without one.</summary>
    public int? TargetControlPort { get; init; }

    /// <summary>How targets are asked whether they are healthy.</summary>
    /// <param name="Port"><c>traffic-port</c> or a number.</param>
    /// <param name="Protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="Path">Path of the request.</param>
    /// <param name="Matcher">Status codes of healthy targets: numbers, lists, ranges.</param>
    /// <param name="IsGrpc">The matcher holds gRPC status codes instead of HTTP ones.</param>
    /// <param name="IntervalSeconds">5 to 300.</param>
    /// <param name="TimeoutSeconds">2 to 120.</param>
    /// <param name="HealthyThresholdCount">2 to 10.</param>
    /// <param name="UnhealthyThresholdCount">2 to 10.</param>
    public sealed record HealthCheck(
        IntOrString Port,
        string Protocol,
        string Path,
        string Matcher,
        bool IsGrpc,
        int IntervalSeconds,
        int TimeoutSeconds,
        int HealthyThresholdCount,
        int UnhealthyThresholdCount);
}
