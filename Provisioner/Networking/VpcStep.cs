using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>The VPC, with the two DNS attributes without which nodes cannot join a cluster.</summary>
internal sealed class VpcStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.Vpc;

    public string Purpose => $"VPC {ResourceNames.Vpc(context.Spec)}, {context.Spec.Network.Cidr}";

    public IReadOnlyList<string> DependsOn => [];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = await _network.FindVpcAsync(cancellationToken);
        if (observed is null)
        {
            return StepPlan.Do($"created VPC {ResourceNames.Vpc(context.Spec)}", CreateAsync);
        }

        if (observed.State == VpcState.Pending)
        {
            return new StepPlan.Wait($"VPC {observed.VpcId} is pending", context.Target.PollInterval);
        }

        if (observed.CidrBlock != context.Spec.Network.Cidr)
        {
            throw new ProvisioningException(
                $"VPC {observed.VpcId} has {observed.CidrBlock}, wanted {context.Spec.Network.Cidr}. A VPC keeps its range: destroy the environment first, or give it another name.");
        }

        foreach (var attribute in new[] { VpcAttributeName.EnableDnsSupport, VpcAttributeName.EnableDnsHostnames })
        {
            if (!await IsEnabledAsync(observed.VpcId, attribute, cancellationToken))
            {
                return StepPlan.Do($"set {attribute} of VPC {observed.VpcId}", token => EnableAsync(observed.VpcId, attribute, token));
            }
        }

        return new StepPlan.Ready(observed.VpcId);
    }

    private Task CreateAsync(CancellationToken cancellationToken) => _ec2.CreateVpcAsync(
        new CreateVpcRequest
        {
            CidrBlock = context.Spec.Network.Cidr,
            TagSpecifications = context.Tags.ForEc2(ResourceType.Vpc, ResourceNames.Vpc(context.Spec)),
        },
        cancellationToken);

    private async Task<bool> IsEnabledAsync(string vpcId, VpcAttributeName attribute, CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = attribute }, cancellationToken);
        return (attribute == VpcAttributeName.EnableDnsSupport ? response.EnableDnsSupport : response.EnableDnsHostnames) is true;
    }

    // One attribute per call: EC2 refuses both at once.
    private Task EnableAsync(string vpcId, VpcAttributeName attribute, CancellationToken cancellationToken)
    {
        var request = new ModifyVpcAttributeRequest { VpcId = vpcId };
        if (attribute == VpcAttributeName.EnableDnsSupport)
        {
            request.EnableDnsSupport = true;
        }
        else
        {
            request.EnableDnsHostnames = true;
        }

        return _ec2.ModifyVpcAttributeAsync(request, cancellationToken);
    }
}
