using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>Finds the environment's cluster.</summary>
internal sealed class ClusterFinder(EnvironmentContext context)
{
    public async Task<Cluster?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await context.Aws.Eks.DescribeClusterAsync(
                new DescribeClusterRequest { Name = ResourceNames.Cluster(context.Spec) }, cancellationToken);
            return response.Cluster;
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    /// <summary>The cluster, if its API answers: it is being updated or ready. Null when there is none, or it comes or goes.</summary>
    /// <exception cref="ProvisioningException">It belongs to someone else.</exception>
    public async Task<Cluster?> FindServingAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } cluster || (cluster.Status != ClusterStatus.ACTIVE && cluster.Status != ClusterStatus.UPDATING))
        {
            return null;
        }

        ThrowIfForeign(cluster);
        return cluster;
    }

    /// <exception cref="ProvisioningException">The cluster is gone, or belongs to someone else.</exception>
    public async Task<Cluster> GetAsync(CancellationToken cancellationToken)
    {
        var cluster = await FindAsync(cancellationToken)
            ?? throw new ProvisioningException($"Cluster {ResourceNames.Cluster(context.Spec)} is gone. Run apply again.");
        ThrowIfForeign(cluster);
        return cluster;
    }

    /// <summary>The cluster's OIDC issuer, for example <c>https://oidc.eks.eu-west-1.amazonaws.com/id/0123…</c>.</summary>
    /// <exception cref="ProvisioningException">The cluster is gone, or has no issuer.</exception>
    public async Task<string> GetIssuerAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).Identity?.Oidc?.Issuer
            ?? throw new ProvisioningException($"Cluster {ResourceNames.Cluster(context.Spec)} has no OIDC issuer. Delete it and run apply again.");

    /// <exception cref="ProvisioningException">The cluster's ownership tag is missing or names another environment.</exception>
    public void ThrowIfForeign(Cluster cluster)
    {
        if (!context.Tags.Owns(cluster.Tags))
        {
            throw new ProvisioningException(
                $"Cluster {cluster.Name} exists and does not belong to this environment: it has no tag {Ownership.EnvironmentKey}={context.Spec.Name}. Give the environment another name.");
        }
    }
}
