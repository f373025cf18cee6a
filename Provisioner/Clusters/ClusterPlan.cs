using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>What to do about the cluster.</summary>
internal static class ClusterPlan
{
    /// <param name="wanted">The environment.</param>
    /// <param name="observed">The cluster as EKS describes it; null when there is none.</param>
    /// <exception cref="ProvisioningException">It cannot become what is wanted without a human.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html</remarks>
    public static ClusterAction Decide(EnvironmentSpec wanted, Cluster? observed)
    {
        if (observed is null)
        {
            return ClusterAction.Create;
        }

        if (observed.Status == ClusterStatus.CREATING || observed.Status == ClusterStatus.PENDING
            || observed.Status == ClusterStatus.UPDATING || observed.Status == ClusterStatus.DELETING)
        {
            return ClusterAction.Wait;
        }

        if (observed.Status != ClusterStatus.ACTIVE)
        {
            throw new ProvisioningException(
                $"Cluster {observed.Name} is {observed.Status}, wanted ACTIVE{Issues(observed)}. Destroy the environment, correct the reason, and apply again.");
        }

        return observed.Version == wanted.KubernetesVersion
            ? ClusterAction.None
            : throw new ProvisioningException(
                $"Cluster {observed.Name} has Kubernetes {observed.Version}, wanted {wanted.KubernetesVersion}. Clusters are not upgraded: set kubernetesVersion to {observed.Version}, or destroy the environment first.");
    }

    public static CreateClusterRequest ToRequest(
        EnvironmentSpec wanted,
        string roleArn,
        IEnumerable<string> subnetIds,
        Dictionary<string, string> tags) => new()
        {
            Name = ResourceNames.Cluster(wanted),
            Version = wanted.KubernetesVersion,
            RoleArn = roleArn,
            ResourcesVpcConfig = new VpcConfigRequest
            {
                SubnetIds = [.. subnetIds],
                EndpointPublicAccess = true,
                EndpointPrivateAccess = true,
            },
            AccessConfig = new CreateAccessConfigRequest
            {
                AuthenticationMode = AuthenticationMode.API,
                BootstrapClusterCreatorAdminPermissions = true,
            },
            Tags = tags,
        };

    private static string Issues(Cluster cluster) => cluster.Health?.Issues is { Count: > 0 } issues
        ? ": " + string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))
        : "";
}
