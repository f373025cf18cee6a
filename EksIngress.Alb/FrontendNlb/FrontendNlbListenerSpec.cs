using System.Globalization;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>A TCP listener of the frontend NLB and the target group, with the ALB as its one target, that it forwards to.</summary>
public sealed record FrontendNlbListenerSpec
{
    /// <summary>Protocol of listener and target group.</summary>
    public const string Protocol = "TCP";

    /// <summary>Port of the listener and of its target group.</summary>
    public required int Port { get; init; }

    /// <summary>Listener port of the ALB.</summary>
    public required int TargetPort { get; init; }

    /// <summary>At most 32 characters.</summary>
    public required string TargetGroupName { get; init; }

    /// <summary>How the NLB asks the ALB whether it is healthy.</summary>
    public required FrontendNlbHealthCheck HealthCheckConfig { get; init; }

    /// <summary>Of the listener and of the target group.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Id of the listener in the stack.</summary>
    public string ResourceId => string.Create(CultureInfo.InvariantCulture, $"FrontendNlb-ls-{Protocol}-{Port}");

    /// <summary>Id of the target group in the stack.</summary>
    public string TargetGroupResourceId => string.Create(CultureInfo.InvariantCulture, $"FrontendNlb-tg-{Protocol}-{Port}");
}
