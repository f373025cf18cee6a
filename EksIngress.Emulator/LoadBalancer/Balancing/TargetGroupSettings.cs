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

    public static TargetGroupSettings Read(AttributeSet attributes) => new(
        attributes.Get(AttributeTable.Algorithm) switch
        {
            "round_robin" => BalancingAlgorithm.RoundRobin,
            "least_outstanding_requests" => BalancingAlgorithm.LeastOutstandingRequests,
            "weighted_random" => BalancingAlgorithm.WeightedRandom,
            var other => throw new InvalidOperationException($"{other} is no algorithm."),
        },
        attributes.Get(AttributeTable.AnomalyMitigation) == "on",
        attributes.Seconds(AttributeTable.SlowStart),
        attributes.Get(AttributeTable.TargetGroupCrossZone) != "false",
        new(Number(attributes, AttributeTable.DnsFailoverCount), Number(attributes, AttributeTable.DnsFailoverPercentage)),
        new(Number(attributes, AttributeTable.UnhealthyRoutingCount), Number(attributes, AttributeTable.UnhealthyRoutingPercentage)))
    {
        Stickiness = TargetStickiness.Read(attributes),
        DeregistrationDelay = attributes.Seconds(AttributeTable.DeregistrationDelay),
    };

    private static int? Number(AttributeSet attributes, string key) =>
        attributes.Get(key) is var text && text == "off" ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
