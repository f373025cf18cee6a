using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Emulator.LoadBalancerController.Aws;

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

    /// <summary>Tells what is there, what is missing and what is surplus, each in upstream's order: by id, replacements first.</summary>
    /// <param name="desired">What the stack wants.</param>
    /// <param name="idOf">Its id in the stack.</param>
    /// <param name="observed">What is tagged as the stack's; each has the tag of <see cref="Check"/>.</param>
    /// <param name="canStay">Whether it can be made what is wanted; if not, it is surplus, and another one is made.</param>
    /// <remarks>Of several with one id all stay that can: upstream updates them one after the other, and the last is used.</remarks>
    public static ResourceMatches<TDesired, TObserved> Match<TDesired, TObserved>(
        IEnumerable<TDesired> desired, Func<TDesired, string> idOf, IReadOnlyList<Tagged<TObserved>> observed, Func<TObserved, TDesired, bool> canStay)
    {
        var byId = observed.ToLookup(resource => resource.Tags[TrackingTags.IngressResource], StringComparer.Ordinal);
        var wanted = desired.OrderBy(idOf, StringComparer.Ordinal).ToList();
        var known = wanted.Where(item => byId.Contains(idOf(item)))
            .Select(item => (Item: item, Staying: byId[idOf(item)].ToLookup(resource => canStay(resource.Resource, item))))
            .ToList();
        var ids = wanted.Select(idOf).ToHashSet(StringComparer.Ordinal);
        return new(
            [
                .. known.Where(pair => !pair.Staying.Contains(true)).Select(pair => pair.Item),
                .. wanted.Where(item => !byId.Contains(idOf(item))),
            ],
            [.. known.SelectMany(pair => pair.Staying[true].Select(resource => (pair.Item, resource)))],
            [
                .. known.SelectMany(pair => pair.Staying[false]),
                .. byId.Where(group => !ids.Contains(group.Key)).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group),
            ]);
    }
}
