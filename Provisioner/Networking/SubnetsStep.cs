using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>Public and private subnets in every zone, tagged for the ALBs that may stand in them.</summary>
internal sealed class SubnetsStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.Subnets;

    public string Purpose => $"{context.Spec.Network.AvailabilityZoneCount} public and as many private subnets";

    public IReadOnlyList<string> DependsOn => [StepNames.Vpc];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var vpc = await _network.GetVpcAsync(cancellationToken);
        var observed = await _network.ListSubnetsAsync(cancellationToken);
        foreach (var wanted in SubnetSpec.For(context.Spec, await ChooseZonesAsync(observed, cancellationToken)))
        {
            var subnet = observed.Find(candidate => candidate.CidrBlock == wanted.Cidr);
            if (subnet is null)
            {
                return StepPlan.Do($"created subnet {wanted.Name}, {wanted.Cidr}", token => CreateAsync(vpc, wanted, token));
            }

            if (subnet.State == SubnetState.Pending)
            {
                return new StepPlan.Wait($"subnet {subnet.SubnetId} is pending", context.Target.PollInterval);
            }

            if (NetworkFinder.Tag(subnet.Tags, wanted.RoleTag) is not "1")
            {
                return StepPlan.Do($"tagged subnet {wanted.Name} with {wanted.RoleTag}", token => TagAsync(subnet, wanted, token));
            }

            if (wanted.IsPublic && subnet.MapPublicIpOnLaunch is not true)
            {
                return StepPlan.Do($"let subnet {wanted.Name} give public addresses", token => _ec2.ModifySubnetAttributeAsync(
                    new ModifySubnetAttributeRequest { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true }, token));
            }
        }

        return new StepPlan.Ready($"{observed.Count} subnets");
    }

    // Zones that are in use stay in use: AWS may add or withdraw others between two runs.
    private async Task<IReadOnlyList<string>> ChooseZonesAsync(List<Subnet> observed, CancellationToken cancellationToken)
    {
        var used = observed.Select(subnet => subnet.AvailabilityZone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (used.Count >= context.Spec.Network.AvailabilityZoneCount)
        {
            return used;
        }

        var response = await _ec2.DescribeAvailabilityZonesAsync(
            new DescribeAvailabilityZonesRequest { Filters = [new("state", ["available"]), new("zone-type", ["availability-zone"])] }, cancellationToken);
        return ZonePlan.Choose(
            (response.AvailabilityZones ?? []).Select(zone => (zone.ZoneName, zone.ZoneId)), context.Spec.Network.AvailabilityZoneCount);
    }

    private Task CreateAsync(Vpc vpc, SubnetSpec wanted, CancellationToken cancellationToken) => _ec2.CreateSubnetAsync(
        new CreateSubnetRequest
        {
            VpcId = vpc.VpcId,
            CidrBlock = wanted.Cidr,
            AvailabilityZone = wanted.Zone,
            TagSpecifications = context.Tags.ForEc2(ResourceType.Subnet, wanted.Name, [new(wanted.RoleTag, "1")]),
        },
        cancellationToken);

    private Task TagAsync(Subnet subnet, SubnetSpec wanted, CancellationToken cancellationToken) => _ec2.CreateTagsAsync(
        new CreateTagsRequest { Resources = [subnet.SubnetId], Tags = [new Tag(wanted.RoleTag, "1")] }, cancellationToken);
}
