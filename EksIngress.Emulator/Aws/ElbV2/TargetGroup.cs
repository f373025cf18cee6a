using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A target group with the targets that are registered in it; how they fare is the data plane's.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html</remarks>
internal sealed record TargetGroup
{
    /// <summary>Target type of a group whose target is an Application Load Balancer.</summary>
    public const string AlbTarget = "alb";

    public required string Arn { get; init; }

    public required string Name { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>; <c>TCP</c> behind a Network Load Balancer.</summary>
    public required string Protocol { get; init; }

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>; without a meaning for TCP.</summary>
    public required string ProtocolVersion { get; init; }

    /// <summary>Whether it is for Network Load Balancers.</summary>
    public bool IsOfNetwork => Protocol == "TCP";

    public required int Port { get; init; }

    public required string VpcId { get; init; }

    /// <summary><c>ip</c>: addresses; <c>instance</c>; <c>alb</c>: one Application Load Balancer, by its ARN.</summary>
    public required string TargetType { get; init; }

    public required string IpAddressType { get; init; }

    /// <summary>
    /// Port that the target optimizer's agents are reached at; null without it. Recorded only: how a load balancer and its agents talk is not public,
    /// so nobody is asked whether it has room for a request.
    /// </summary>
    public int? TargetControlPort { get; init; }

    public required HealthCheckSettings HealthCheck { get; init; }

    public required AttributeSet Attributes { get; init; }

    public ImmutableSortedDictionary<TargetKey, Target> Targets { get; init; } = ImmutableSortedDictionary<TargetKey, Target>.Empty;
}
