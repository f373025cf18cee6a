using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Finds the cluster's VPC when no flag names it.</summary>
internal static class VpcLookup
{
    // A node with a hop limit of 1 keeps its metadata from pods, as those that EKS makes; the emulated one does too.
    private const string NoMetadata =
        "failed to fetch VPC ID from instance metadata: error in fetching vpc id through ec2 metadata: get mac metadata: operation error ec2imds: GetMetadata, canceled, context deadline exceeded";

    /// <summary>By the tags of <c>--aws-vpc-tags</c>: all of them.</summary>
    /// <exception cref="AlbModelException">EC2 refused, or not exactly one VPC carries the tags.</exception>
    public static async Task<string> GetByTagsAsync(IAmazonEC2 ec2, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
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

    /// <summary>By the node that the pod runs on, if its environment names one by instance id.</summary>
    /// <param name="nodeName">Variable <c>NODENAME</c> of the pod.</param>
    /// <exception cref="AlbModelException">It does not, or EC2 does not know the instance; the instance metadata is told first, as it is asked first.</exception>
    public static async Task<string> GetByNodeAsync(IAmazonEC2 ec2, string? nodeName, CancellationToken cancellationToken)
    {
        if (nodeName?.StartsWith("i-", StringComparison.Ordinal) != true)
        {
            throw new AlbModelException(NoMetadata);
        }

        DescribeInstancesResponse response;
        try
        {
            response = await AwsCalls.InvokeAsync(
                AwsCalls.Ec2,
                "DescribeInstances",
                ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [nodeName] }, cancellationToken),
                $"failed to describe instance {GoQuote.Quote(nodeName)}");
        }
        catch (AwsCallException exception)
        {
            throw new AlbModelException($"[{NoMetadata}, {exception.Message}]");
        }

        return response.Reservations is [{ Instances: [{ VpcId: { } vpcId }] }]
            ? vpcId
            : throw new AlbModelException($"[{NoMetadata}, found more than one reservation for instance {GoQuote.Quote(nodeName)}]");
    }
}
