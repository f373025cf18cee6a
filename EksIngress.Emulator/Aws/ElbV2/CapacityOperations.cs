using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reserved capacity and address pools of a load balancer. Both are kept and answered; neither has an effect on loopback.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html</remarks>
internal sealed class CapacityOperations(ElbRegions regions, ElbAccess access, TimeProvider time) : IElbOperations
{
    private const string Arn = "LoadBalancerArn";
    private const int MinUnits = 100;
    private const int MaxUnits = 1500;

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeCapacityReservation", Members = new("LoadBalancerArn"), Access = ElbAccess.Describe("DescribeCapacityReservation"), Handle = DescribeAsync },
        new() { Name = "ModifyCapacityReservation", Members = new("LoadBalancerArn MinimumLoadBalancerCapacity(CapacityUnits) ResetCapacityReservation"), Access = access.OnResource("ModifyCapacityReservation", Arn), Handle = ModifyAsync },
        new() { Name = "ModifyIpPools", Members = new("LoadBalancerArn IpamPools(Ipv4IpamPoolId) RemoveIpamPools[]"), Access = access.OnResource("ModifyIpPools", Arn), Handle = ModifyPoolsAsync },
    ];

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(Answer(regions[call].Current.GetLoadBalancer(call.Parameters.Get(Arn))));

    private async ValueTask<AwsResult> ModifyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var isReset = call.Parameters.FindBoolean("ResetCapacityReservation") == true;
        var units = call.Parameters.FindInt32("MinimumLoadBalancerCapacity.CapacityUnits");
        if (isReset == units is not null)
        {
            throw ElbErrors.Validation("You must specify either MinimumLoadBalancerCapacity or ResetCapacityReservation");
        }

        var arn = call.Parameters.Get(Arn);
        if (ElbTypes.IsNetwork(arn))
        {
            throw ElbErrors.NotEmulated("Reserved capacity of a load balancer of type 'network'", "Reserve none: it has no effect here.");
        }

        if (units < MinUnits)
        {
            throw ElbErrors.InvalidConfigurationRequest($"The minimum capacity must be at least {MinUnits} capacity units");
        }

        if (units > MaxUnits)
        {
            throw new AwsException("CapacityUnitsLimitExceeded", $"You've reached the limit on the number of reserved capacity units for your account: {MaxUnits}");
        }

        return Answer(await ChangeAsync(call, balancer => balancer with { ReservedCapacity = new CapacityReservation(units, time.GetUtcNow()) }, cancellationToken));
    }

    private async ValueTask<AwsResult> ModifyPoolsAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var pool = call.Parameters.Find("IpamPools.Ipv4IpamPoolId");
        var removed = call.Parameters.Strings("RemoveIpamPools.member");
        if (removed.Any(name => name != "ipv4") || (pool is null) == (removed.Count == 0))
        {
            throw ElbErrors.Validation("You must specify either IpamPools or RemoveIpamPools, which can have the value ipv4");
        }

        var changed = await ChangeAsync(
            call,
            balancer => balancer is { Scheme: "internet-facing", Type: ElbTypes.Application }
                ? balancer with { Ipv4IpamPoolId = pool }
                : throw ElbErrors.InvalidConfigurationRequest("IPAM pools can be specified only for internet-facing load balancers of type 'application'"),
            cancellationToken);
        return new AwsResult.Xml(new XElement("IpamPools", ElbXml.Optional("Ipv4IpamPoolId", changed.Ipv4IpamPoolId)));
    }

    private Task<LoadBalancer> ChangeAsync(AwsCall call, Func<LoadBalancer, LoadBalancer> change, CancellationToken cancellationToken) =>
        regions[call].UpdateAsync(
            state =>
            {
                var changed = change(state.GetLoadBalancer(call.Parameters.Get(Arn)));
                return (state with { LoadBalancers = state.LoadBalancers.SetItem(changed.Arn, changed) }, changed);
            },
            cancellationToken);

    private static AwsResult.Xml Answer(LoadBalancer balancer)
    {
        if (balancer.ReservedCapacity is not { } reservation)
        {
            return new AwsResult.Xml(ElbXml.Number("DecreaseRequestsRemaining", 2), new XElement("CapacityReservationState"));
        }

        var units = reservation.Units;
        return new AwsResult.Xml(
            new XElement("LastModifiedTime", ElbXml.Time(reservation.ModifiedTime)),
            ElbXml.Number("DecreaseRequestsRemaining", 2),
            units is null ? null : new XElement("MinimumLoadBalancerCapacity", ElbXml.Number("CapacityUnits", units.Value)),
            ElbXml.List("CapacityReservationState", units is null ? [] : balancer.Subnets, subnet => new object[]
            {
                new XElement("State", new XElement("Code", "provisioned")),
                new XElement("AvailabilityZone", subnet.AvailabilityZone),
                new XElement("EffectiveCapacityUnits", ((double)units!.Value / balancer.Subnets.Count).ToString(CultureInfo.InvariantCulture)),
            }));
    }
}
