using EksIngress.Alb;
using EksIngress.Alb.Naming;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Which tags of its resources the controller leaves alone.</summary>
internal static class TagKeys
{
    /// <summary>Whether a tag is AWS's own, or one of <c>--external-managed-tags</c>.</summary>
    public static bool IsForeign(string key, IReadOnlyCollection<string> externalManagedTags) =>
        key.StartsWith("aws:", StringComparison.Ordinal) || externalManagedTags.Contains(key, StringComparer.Ordinal);

    /// <summary>The same, and those of the controller's predecessor: for load balancers, target groups and security groups.</summary>
    public static IReadOnlyCollection<string> WithLegacy(ControllerConfiguration configuration) =>
        [.. configuration.ExternalManagedTags, .. TrackingTags.LegacyKeys(configuration.ClusterName)];
}
