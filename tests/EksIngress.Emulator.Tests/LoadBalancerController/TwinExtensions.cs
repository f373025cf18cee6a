using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Tag = Amazon.ElasticLoadBalancingV2.Model.Tag;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Makes what looks by its tags as if the controller had made it.</summary>
internal static class TwinExtensions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A load balancer with the tags of the one that is there.</summary>
    public static async Task<string> CreateTwinAsync(this ControllerBed bed, string name, string vpcId, LoadBalancerSchemeEnum? scheme = null)
    {
        var tags = await TagsAsync(bed, await bed.LoadBalancerArnAsync());
        var subnets = (await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("vpc-id", [vpcId])] }, Token)).Subnets ?? [];
        if (subnets.Count == 0)
        {
            var gateway = (await bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
            await bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { VpcId = vpcId, InternetGatewayId = gateway }, Token);
            foreach (var (zone, block) in new[] { ("eu-west-1a", "10.9.0.0/24"), ("eu-west-1b", "10.9.1.0/24") })
            {
                subnets.Add((await bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpcId, CidrBlock = block, AvailabilityZone = zone }, Token)).Subnet);
            }
        }

        return (await bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = name,
                Scheme = scheme ?? LoadBalancerSchemeEnum.InternetFacing,
                Subnets = subnets.ConvertAll(subnet => subnet.SubnetId),
                Tags = tags,
            },
            Token)).LoadBalancers.Single().LoadBalancerArn;
    }

    /// <summary>A target group with the tags of the one that is there.</summary>
    public static async Task<string> CreateTwinGroupAsync(this ControllerBed bed, string name)
    {
        var present = (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single();
        return (await bed.Elb.CreateTargetGroupAsync(
            new CreateTargetGroupRequest
            {
                Name = name,
                TargetType = present.TargetType,
                Protocol = present.Protocol,
                ProtocolVersion = present.ProtocolVersion,
                Port = present.Port,
                VpcId = present.VpcId,
                Tags = await TagsAsync(bed, present.TargetGroupArn),
            },
            Token)).TargetGroups.Single().TargetGroupArn;
    }

    private static async Task<List<Tag>> TagsAsync(ControllerBed bed, string arn) =>
        (await bed.Elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = [arn] }, Token)).TagDescriptions.Single().Tags;
}
