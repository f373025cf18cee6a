using Amazon.EC2.Model;
using Amazon.EKS.Model;
using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Commands;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>The account that runs, read with the caller's own credentials.</summary>
internal sealed class LiveSession(Target target, TimeProvider time) : IDisposable
{
    public Target Target { get; } = target;

    public TimeProvider Time { get; } = time;

    public AwsClients Aws { get; } = new(target);

    public void Dispose() => Aws.Dispose();

    /// <exception cref="BadInputException">There is none of that name.</exception>
    public async Task<Cluster> GetClusterAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = name }, cancellationToken)).Cluster;
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            throw new BadInputException($"There is no cluster '{name}' in this account and region.");
        }
    }

    /// <summary>Finds a VPC as the controller's flag <c>--aws-vpc-tags</c> does.</summary>
    /// <exception cref="BadInputException">Not exactly one VPC carries all of the tags.</exception>
    public async Task<string> GetVpcIdAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var vpcs = (await Aws.Ec2.DescribeVpcsAsync(
            new DescribeVpcsRequest { Filters = [.. tags.Select(tag => new Filter($"tag:{tag.Key}", [tag.Value]))] }, cancellationToken)).Vpcs ?? [];
        return vpcs is [var only]
            ? only.VpcId
            : throw new BadInputException(
                $"{(vpcs.Count == 0 ? "No VPC carries" : $"{vpcs.Count} VPCs carry")} the tags of --aws-vpc-tags ({string.Join(',', tags.Select(tag => $"{tag.Key}={tag.Value}"))}). The controller would not start.");
    }

    /// <summary>Makes calls; what fails is said in AWS's or the cluster's own words.</summary>
    /// <exception cref="ProvisioningException">A call was refused, or did not get through.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> calls)
    {
        try
        {
            return await calls();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or KubernetesApiException)
        {
            throw new ProvisioningException(
                $"{(Target.EmulatorEndpoint is { } endpoint ? $"The emulator at {endpoint}" : "AWS")} could not be read: {AwsErrors.Describe(exception)}", exception);
        }
    }
}
