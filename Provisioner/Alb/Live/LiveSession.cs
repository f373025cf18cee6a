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
