using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>Which availability zones an environment uses.</summary>
internal static class ZonePlan
{
    // Zones in which EKS has no control plane.
    // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
    private static readonly HashSet<string> WithoutEks = new(StringComparer.Ordinal) { "use1-az3", "usw1-az2", "cac1-az3" };

    /// <param name="observed">Name and id of every zone of the region, for example <c>eu-west-1a</c> and <c>euw1-az2</c>.</param>
    /// <param name="count">Number of zones that the environment wants.</param>
    /// <exception cref="ProvisioningException">The region has too few.</exception>
    public static IReadOnlyList<string> Choose(IEnumerable<(string Name, string Id)> observed, int count)
    {
        var usable = observed.Where(zone => !WithoutEks.Contains(zone.Id)).Select(zone => zone.Name).Order(StringComparer.Ordinal).ToList();
        return usable.Count < count
            ? throw new ProvisioningException($"The region has {usable.Count} availability zones that EKS supports, wanted {count}. Set network.availabilityZoneCount to {usable.Count}, or take another region.")
            : usable[..count];
    }
}
