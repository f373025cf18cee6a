using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>The way from the public subnets to the internet.</summary>
internal sealed class InternetGatewayStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.InternetGateway;

    public string Purpose => "internet gateway of the VPC";

    public IReadOnlyList<string> DependsOn => [StepNames.Vpc];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var vpc = await _network.GetVpcAsync(cancellationToken);
        var observed = await _network.FindInternetGatewayAsync(cancellationToken);
        if (observed is null)
        {
            return StepPlan.Do("created internet gateway", token => _ec2.CreateInternetGatewayAsync(
                new CreateInternetGatewayRequest
                {
                    TagSpecifications = context.Tags.ForEc2(ResourceType.InternetGateway, ResourceNames.InternetGateway(context.Spec)),
                },
                token));
        }

        return observed.Attachments is { Count: > 0 } attachments && attachments.Exists(attachment => attachment.VpcId == vpc.VpcId)
            ? new StepPlan.Ready(observed.InternetGatewayId)
            : StepPlan.Do($"attached {observed.InternetGatewayId} to {vpc.VpcId}", token => _ec2.AttachInternetGatewayAsync(
                new AttachInternetGatewayRequest { InternetGatewayId = observed.InternetGatewayId, VpcId = vpc.VpcId }, token));
    }
}
