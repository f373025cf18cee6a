using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Finds the cluster's VPC by the tags of <c>--aws-vpc-tags</c>: all of them.</summary>
internal static class VpcByTags
{
    /// <exception cref="AlbModelException">EC2 refused, or not exactly one VPC carries the tags.</exception>
    public static async Task<string> GetAsync(IAmazonEC2 ec2, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(
            new DescribeVpcsRequest { Filters = [.. tags.Select(tag => new Filter($"tag:{tag.Key}", [tag.Value]))] }, cancellationToken),
            "failed to fetch VPC ID with tags");
        return response.Vpcs switch
        {
            [var only] => only.VpcId,
            null or [] => throw new AlbModelException($"no VPC exists with tags {GoText.Map(tags)}"),
            _ => throw new AlbModelException($"multiple VPCs exist with tags {GoText.Map(tags)}"),
        };
    }
}
