using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>A VPC of someone else's: whether a cluster can live in it. This step only looks.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html</remarks>
internal sealed class ExistingNetworkStep(EnvironmentContext context, ExistingNetworkSpec network) : IProvisioningStep
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;

    public string Name => StepNames.Subnets;

    public string Purpose => $"existing VPC {network.VpcId} with {network.PrivateSubnetIds.Count} private and {network.PublicSubnetIds.Count} public subnets";

    public IReadOnlyList<string> DependsOn => [];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        await CheckVpcAsync(cancellationToken);
        var subnets = await ListSubnetsAsync(cancellationToken);
        CheckSubnets("private", network.PrivateSubnetIds, subnets);
        CheckSubnets("public", network.PublicSubnetIds, subnets);
        return new StepPlan.Ready($"{network.VpcId}, {subnets.Count} subnets");
    }

    private async Task CheckVpcAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [network.VpcId] }, cancellationToken);
        }
        catch (AmazonEC2Exception exception) when (AwsErrors.IsNotFound(exception))
        {
            throw new ProvisioningException($"There is no VPC {network.VpcId} in {context.Spec.Region}. Correct network.existing.vpcId.", exception);
        }

        var support = await _ec2.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = network.VpcId, Attribute = VpcAttributeName.EnableDnsSupport }, cancellationToken);
        var hostnames = await _ec2.DescribeVpcAttributeAsync(
            new DescribeVpcAttributeRequest { VpcId = network.VpcId, Attribute = VpcAttributeName.EnableDnsHostnames }, cancellationToken);
        if (support.EnableDnsSupport is not true || hostnames.EnableDnsHostnames is not true)
        {
            throw new ProvisioningException(
                $"VPC {network.VpcId} needs both DNS support and DNS hostnames, or no node can join. It is not ours to change: have both turned on.");
        }
    }

    private async Task<IReadOnlyDictionary<string, Subnet>> ListSubnetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await _ec2.DescribeSubnetsAsync(
                new DescribeSubnetsRequest { SubnetIds = [.. network.PrivateSubnetIds, .. network.PublicSubnetIds] }, cancellationToken);
            return (response.Subnets ?? []).ToDictionary(subnet => subnet.SubnetId, StringComparer.Ordinal);
        }
        catch (AmazonEC2Exception exception) when (AwsErrors.IsNotFound(exception))
        {
            throw new ProvisioningException($"A subnet of network.existing is not there: {exception.Message} Correct its id.", exception);
        }
    }

    private void CheckSubnets(string kind, IReadOnlyList<string> ids, IReadOnlyDictionary<string, Subnet> subnets)
    {
        foreach (var id in ids)
        {
            if (!subnets.TryGetValue(id, out var subnet) || subnet.VpcId != network.VpcId)
            {
                throw new ProvisioningException($"Subnet {id} is not in VPC {network.VpcId}. Correct the ids of network.existing.");
            }
        }

        if (ids.Count > 0 && ids.Select(id => subnets[id].AvailabilityZone).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            throw new ProvisioningException($"The {kind} subnets of network.existing are all in one availability zone. EKS and an ALB want two: name another.");
        }
    }
}
