using EksIngress.Alb;
using EksIngress.Alb.Naming;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>The tag that tells what of its stack a resource is.</summary>
internal static class ResourceIds
{
    /// <param name="what">Kind of the resources, as upstream's messages have it.</param>
    /// <param name="resources">Identifier and tags of those that are tagged as the stack's.</param>
    /// <exception cref="AlbModelException">One lacks the tag: somebody took it away, and what it is for cannot be told. Nothing is deleted on a guess.</exception>
    public static void Check(string what, IEnumerable<(string Id, IEnumerable<string> TagKeys)> resources)
    {
        foreach (var (id, keys) in resources)
        {
            if (!keys.Contains(TrackingTags.IngressResource, StringComparer.Ordinal))
            {
                throw new AlbModelException($"unexpected {what} with no resourceID: {id}");
            }
        }
    }
}
