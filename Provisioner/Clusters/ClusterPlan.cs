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

        if (observed.Version != wanted.KubernetesVersion)
        {
            throw new ProvisioningException(
                $"Cluster {observed.Name} has Kubernetes {observed.Version}, wanted {wanted.KubernetesVersion}. Clusters are not upgraded: set kubernetesVersion to {observed.Version}, or destroy the environment first.");
        }

        if (!HasEndpointAccess(wanted.EndpointAccess, observed.ResourcesVpcConfig))
        {
            return ClusterAction.UpdateEndpoint;
        }

        if (observed.AccessConfig?.AuthenticationMode is not { } mode || mode == Mode(wanted))
        {
            return ClusterAction.None;
        }

        return mode == AuthenticationMode.API
            ? throw new ProvisioningException(
                $"Cluster {observed.Name} has authentication mode API, wanted {Mode(wanted)}. EKS does not go back: set authenticationMode to API, or destroy the environment first.")
            : ClusterAction.UpdateAuthentication;
    }

    public static UpdateClusterConfigRequest ToEndpointRequest(EnvironmentSpec wanted) =>
        new() { Name = ResourceNames.Cluster(wanted), ResourcesVpcConfig = Endpoint(wanted.EndpointAccess) };

    public static UpdateClusterConfigRequest ToAuthenticationRequest(EnvironmentSpec wanted) =>
        new() { Name = ResourceNames.Cluster(wanted), AccessConfig = new UpdateAccessConfigRequest { AuthenticationMode = Mode(wanted) } };

    public static CreateClusterRequest ToRequest(
        EnvironmentSpec wanted,
        string roleArn,
        IEnumerable<string> subnetIds,
        Dictionary<string, string> tags) => new()
        {
            Name = ResourceNames.Cluster(wanted),
            Version = wanted.KubernetesVersion,
            RoleArn = roleArn,
            ResourcesVpcConfig = Endpoint(wanted.EndpointAccess, subnetIds),
            AccessConfig = new CreateAccessConfigRequest
            {
                AuthenticationMode = Mode(wanted),
                BootstrapClusterCreatorAdminPermissions = true,
            },
            Tags = tags,
        };

    private static VpcConfigRequest Endpoint(EndpointAccessSpec access, IEnumerable<string>? subnetIds = null)
    {
        var config = new VpcConfigRequest { EndpointPublicAccess = access.Public, EndpointPrivateAccess = access.Private };
        if (subnetIds is not null)
        {
            config.SubnetIds = [.. subnetIds];
        }

        if (access.Public)
        {
            config.PublicAccessCidrs = [.. Ranges(access)];
        }

        return config;
    }

    private static IReadOnlyList<string> Ranges(EndpointAccessSpec access) => access.PublicCidrs.Count == 0 ? ["0.0.0.0/0"] : access.PublicCidrs;

    private static bool HasEndpointAccess(EndpointAccessSpec wanted, VpcConfigResponse? observed) => observed?.EndpointPublicAccess is null
        || (observed.EndpointPublicAccess == wanted.Public && observed.EndpointPrivateAccess == wanted.Private
            && (!wanted.Public || Ranges(wanted).ToHashSet(StringComparer.Ordinal).SetEquals(observed.PublicAccessCidrs ?? [])));

    private static AuthenticationMode Mode(EnvironmentSpec spec) =>
        spec.AuthenticationMode == ClusterAuthenticationMode.Api ? AuthenticationMode.API : AuthenticationMode.API_AND_CONFIG_MAP;

    private static string Issues(Cluster cluster) => cluster.Health?.Issues is { Count: > 0 } issues
        ? ": " + string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))
        : "";
}
