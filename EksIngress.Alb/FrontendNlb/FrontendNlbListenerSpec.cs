using System.Globalization;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>A TCP listener of the frontend NLB and the target group, with the ALB as its one target, that it forwards to.</summary>
internal sealed record FrontendNlbListenerSpec
{
    public const string Protocol = "TCP";

    /// <summary>Port of the listener and of its target group.</summary>
    public required int Port { get; init; }

    /// <summary>Listener port of the ALB.</summary>
    public required int TargetPort { get; init; }

    public required string TargetGroupName { get; init; }

    public required FrontendNlbHealthCheck HealthCheckConfig { get; init; }

    /// <summary>Of the listener and of the target group.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public string ResourceId => string.Create(CultureInfo.InvariantCulture, $"FrontendNlb-ls-{Protocol}-{Port}");

    public string TargetGroupResourceId => string.Create(CultureInfo.InvariantCulture, $"FrontendNlb-tg-{Protocol}-{Port}");
}
