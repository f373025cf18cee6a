using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Stacks;

internal sealed record TargetGroupSpec
{
    /// <summary><c>NAMESPACE/INGRESS-SERVICE:PORT</c></summary>
    public required string ResourceId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>instance</c> or <c>ip</c>.</summary>
    public required string TargetType { get; init; }

    public required int Port { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</summary>
    public required string ProtocolVersion { get; init; }

    public required string IpAddressType { get; init; }

    public required HealthCheck HealthCheckConfig { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <param name="Port"><c>traffic-port</c> or a number.</param>
    /// <param name="IsGrpc">The matcher holds gRPC status codes instead of HTTP ones.</param>
    internal sealed record HealthCheck(
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
