using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Stacks;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>A target group that a stack wants: of a Service port, or with the ALB as the target of the frontend NLB.</summary>
internal sealed record WantedTargetGroup
{
    /// <summary>Target type of those of the frontend NLB.</summary>
    public const string AlbTarget = "alb";

    public required string ResourceId { get; init; }

    public required string Name { get; init; }

    public required string TargetType { get; init; }

    public required int Port { get; init; }

    public required string Protocol { get; init; }

    /// <summary>Null for TCP.</summary>
    public string? ProtocolVersion { get; init; }

    public required string IpAddressType { get; init; }

    public int? TargetControlPort { get; init; }

    public required TargetGroupSpec.HealthCheck Check { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public static IEnumerable<WantedTargetGroup> Of(IngressStack stack) =>
        stack.TargetGroups.Select(Of).Concat((stack.FrontendNlb?.Listeners ?? []).Select(Of));

    private static WantedTargetGroup Of(TargetGroupSpec spec) => new()
    {
        ResourceId = spec.ResourceId,
        Name = spec.Name,
        TargetType = spec.TargetType,
        Port = spec.Port,
        Protocol = spec.Protocol,
        ProtocolVersion = spec.ProtocolVersion,
        IpAddressType = spec.IpAddressType,
        TargetControlPort = spec.TargetControlPort,
        Check = spec.HealthCheckConfig,
        Attributes = spec.Attributes,
        Tags = spec.Tags,
    };

    private static WantedTargetGroup Of(FrontendNlbListenerSpec spec)
    {
        var check = spec.HealthCheckConfig;
        return new()
        {
            ResourceId = spec.TargetGroupResourceId,
            Name = spec.TargetGroupName,
            TargetType = AlbTarget,
            Port = spec.Port,
            Protocol = FrontendNlbListenerSpec.Protocol,
            IpAddressType = "ipv4",
            Check = new TargetGroupSpec.HealthCheck(
                check.Port, check.Protocol, check.Path, check.Matcher, IsGrpc: false, check.IntervalSeconds, check.TimeoutSeconds, check.HealthyThresholdCount, check.UnhealthyThresholdCount),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal),
            Tags = spec.Tags,
        };
    }
}
