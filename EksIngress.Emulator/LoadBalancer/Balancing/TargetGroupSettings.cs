using System.Globalization;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>The attributes of a target group, read once for use.</summary>
/// <param name="SlowStart">30 to 900 seconds; zero: off.</param>
/// <param name="CrossZone">False: each zone of the load balancer has its own targets only.</param>
/// <param name="DnsFailover">Below it a zone takes no requests as long as another one is above; means something without cross-zone only.</param>
/// <param name="UnhealthyRouting">Below it requests go to all targets, healthy or not.</param>
internal sealed record TargetGroupSettings(
    BalancingAlgorithm Algorithm,
    bool AnomalyMitigation,
    TimeSpan SlowStart,
    bool CrossZone,
    HealthyThreshold DnsFailover,
    HealthyThreshold UnhealthyRouting)
{
    public required TargetStickiness Stickiness { get; init; }

    public required TimeSpan DeregistrationDelay { get; init; }

    /// <summary>Connections to a target behind a Network Load Balancer end when it becomes unhealthy.</summary>
    public bool TerminatesUnhealthy { get; init; }

    /// <summary>Connections to a target behind a Network Load Balancer end with the deregistration delay.</summary>
    public bool TerminatesDeregistered { get; init; }

    public static TargetGroupSettings Read(AttributeSet attributes) => new(
        attributes.Find(AttributeTable.Algorithm) switch
        {
            null or "round_robin" => BalancingAlgorithm.RoundRobin,
            "least_outstanding_requests" => BalancingAlgorithm.LeastOutstandingRequests,
            "weighted_random" => BalancingAlgorithm.WeightedRandom,
            var other => throw new InvalidOperationException($"{other} is no algorithm."),
        },
        attributes.Find(AttributeTable.AnomalyMitigation) == "on",
        attributes.Find(AttributeTable.SlowStart) is null ? TimeSpan.Zero : attributes.Seconds(AttributeTable.SlowStart),
        attributes.Get(AttributeTable.TargetGroupCrossZone) != "false",
        new(Number(attributes, AttributeTable.DnsFailoverCount), Number(attributes, AttributeTable.DnsFailoverPercentage)),
        new(Number(attributes, AttributeTable.UnhealthyRoutingCount), Number(attributes, AttributeTable.UnhealthyRoutingPercentage)))
    {
        Stickiness = TargetStickiness.Read(attributes),
        DeregistrationDelay = attributes.Seconds(AttributeTable.DeregistrationDelay),
        TerminatesUnhealthy = attributes.Find(AttributeTable.UnhealthyTermination) == "true",
        TerminatesDeregistered = attributes.Find(AttributeTable.DeregistrationTermination) == "true",
    };

    private static int? Number(AttributeSet attributes, string key) =>
        attributes.Get(key) is var text && text == "off" ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
