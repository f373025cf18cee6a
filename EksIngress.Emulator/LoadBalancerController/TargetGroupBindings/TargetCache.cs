using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>
/// The targets of target groups as they were listed in the last five minutes, with what the controller has done to them since. Healthy ones are taken
/// for healthy and registered for as long: what somebody else does to them is seen afterwards.
/// </summary>
internal sealed class TargetCache(TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    private readonly ExpiringCache<Entry> _known = new(time);

    /// <summary>Null when the target group has to be listed anew.</summary>
    public IReadOnlyList<TargetFact>? Find(string targetGroupArn) => _known.TryGet(targetGroupArn, out var entry) ? entry.Targets : null;

    /// <summary>All targets of a target group, listed just now.</summary>
    public void Set(string targetGroupArn, IReadOnlyList<TargetFact> targets) => _known.Set(targetGroupArn, new Entry { Targets = targets }, s_lifetime);

    /// <summary>What became of the targets that were known; the whole list is no newer for it.</summary>
    public void Refresh(string targetGroupArn, IReadOnlyList<TargetFact> targets)
    {
        if (_known.TryGet(targetGroupArn, out var entry))
        {
            entry.Targets = targets;
        }
    }

    /// <summary>Nothing is known of the health of targets that were registered or deregistered a moment ago.</summary>
    /// <param name="targetGroupArn">The target group.</param>
    /// <param name="changed">The targets, without their health.</param>
    /// <param name="areRegistered">Whether those that were not known are there now.</param>
    public void Change(string targetGroupArn, IEnumerable<TargetFact> changed, bool areRegistered)
    {
        if (_known.TryGet(targetGroupArn, out var entry))
        {
            var byPlace = changed.DistinctBy(target => (target.Id, target.Port)).ToDictionary(target => (target.Id, target.Port));
            var known = entry.Targets.Select(target => byPlace.Remove((target.Id, target.Port)) ? target with { Health = null } : target).ToList();
            entry.Targets = areRegistered ? [.. known, .. byPlace.Values] : known;
        }
    }

    private sealed class Entry
    {
        public required IReadOnlyList<TargetFact> Targets { get; set; }
    }
}
