using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>The way from the private subnets to the internet: one NAT gateway with its address, in the first public subnet.</summary>
internal sealed class NatGatewayStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.NatGateway;

    public string Purpose => "NAT gateway with an elastic address";

    public IReadOnlyList<string> DependsOn => [StepNames.Subnets, StepNames.InternetGateway];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = (await _network.ListNatGatewaysAsync(cancellationToken)).FirstOrDefault();
        switch (NatGatewayPlan.Decide(observed?.State, observed?.FailureMessage))
        {
            case NatGatewayAction.None:
                return new StepPlan.Ready(observed!.NatGatewayId);
            case NatGatewayAction.Wait:
                return new StepPlan.Wait($"NAT gateway {observed!.NatGatewayId} is {observed.State}", context.Target.PollInterval);
            default:
                break;
        }

        var address = (await _network.ListAddressesAsync(cancellationToken)).Find(candidate => candidate.AssociationId is null);
        if (address is null)
        {
            return StepPlan.Do("allocated an elastic address", token => _ec2.AllocateAddressAsync(
                new AllocateAddressRequest
                {
                    Domain = DomainType.Vpc,
                    TagSpecifications = context.Tags.ForEc2(ResourceType.ElasticIp, ResourceNames.NatGateway(context.Spec)),
                },
                token));
        }

        var subnet = (await _network.ListSubnetsAsync(cancellationToken))
            .Where(candidate => NetworkFinder.Tag(candidate.Tags, "kubernetes.io/role/elb") is not null)
            .MinBy(candidate => candidate.AvailabilityZone, StringComparer.Ordinal)
            ?? throw new ProvisioningException($"Environment {context.Spec.Name} has no public subnet any more. Run apply again.");
        return StepPlan.Do("created NAT gateway", token => _ec2.CreateNatGatewayAsync(
            new CreateNatGatewayRequest
            {
                SubnetId = subnet.SubnetId,
                AllocationId = address.AllocationId,
                ConnectivityType = ConnectivityType.Public,
                TagSpecifications = context.Tags.ForEc2(ResourceType.Natgateway, ResourceNames.NatGateway(context.Spec)),
            },
            token));
    }
}
