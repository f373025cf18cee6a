using EksIngress.Model.Environments;

namespace EksIngress.Provisioner.Commands;

/// <summary>What a specification can say and no step builds yet. It is refused, so that nobody takes it for built.</summary>
internal static class NotBuilt
{
    /// <exception cref="BadInputException">The environment wants something that is not built.</exception>
    public static void ThrowIfIn(EnvironmentSpec spec)
    {
        string?[] found =
        [
            spec.Network.Existing is null ? null : "network.existing",
            spec.EndpointAccess is { Public: true, Private: true, PublicCidrs.Count: 0 } ? null : "endpointAccess",
            spec.AuthenticationMode == ClusterAuthenticationMode.Api ? null : "authenticationMode",
            spec.Tags is { Count: > 0 } ? "tags" : null,
            spec.Parameters is { Count: > 0 } ? "parameters" : null,
            spec.NodeGroups.Any(group => group.CapacityType != CapacityType.OnDemand || group.AmiType is not null || group.DiskSizeGiB is not null || group.Labels is not null || group.Taints is not null)
                ? "capacityType, amiType, diskSizeGiB, labels and taints of node groups" : null,
            spec.Workloads.Any(workload => workload.IamRole is { Identity: WorkloadIdentity.PodIdentity }) ? "pod identity" : null,
            spec.Workloads.Any(workload => workload.Autoscaling is not null) ? "autoscaling" : null,
            spec.Ingresses.Any(ingress => ingress.Https?.Requests is { Count: > 0 }) ? "requested certificates" : null,
        ];
        var names = found.OfType<string>().ToList();
        if (names.Count > 0)
        {
            throw new BadInputException($"This provisioner does not build yet: {string.Join("; ", names)}. Take it out of the environment, and publish it again.");
        }
    }
}
