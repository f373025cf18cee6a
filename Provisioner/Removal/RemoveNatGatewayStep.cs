using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the NAT gateway. Its address and its subnet cannot go before it is really gone.</summary>
internal sealed class RemoveNatGatewayStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.NatGateway;

    public string Purpose => "delete the NAT gateway";

    public IReadOnlyList<string> DependsOn => [StepNames.NodeGroups];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = await _network.ListNatGatewaysAsync(cancellationToken);
        if (observed.Find(gateway => gateway.State != NatGatewayState.Deleting) is { } alive)
        {
            return RemovalPlan.Delete($"NAT gateway {alive.NatGatewayId}", context.Target.PollInterval, token =>
                context.Aws.Ec2.DeleteNatGatewayAsync(new DeleteNatGatewayRequest { NatGatewayId = alive.NatGatewayId }, token));
        }

        return observed.Count > 0
            ? new StepPlan.Wait($"NAT gateway {observed[0].NatGatewayId} is deleting", context.Target.PollInterval)
            : new StepPlan.Ready("none is left");
    }
}
