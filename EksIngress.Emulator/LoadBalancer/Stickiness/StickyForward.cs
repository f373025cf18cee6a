using EksIngress.Emulator.LoadBalancer.Balancing;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>Chooses group and target of a forward action: where the client's cookies bind it, else by weight and algorithm.</summary>
/// <param name="groupDuration">How long a client stays with a group; null: groups bind nobody.</param>
/// <remarks>
/// Application cookies bind nobody in an action with several groups.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions
/// </remarks>
internal sealed class StickyForward(WeightedTargetGroups groups, TimeSpan? groupDuration, StickyContext context)
{
    public TargetChoice Choose(IStickyRequest request)
    {
        var group = groupDuration is not null && context.Find(request, StickinessKind.TargetGroup, StickyCookies.TargetGroup, StickyCookies.TargetGroupCors) is { } bound
            ? groups.Find(bound.Group) ?? groups.Pick()
            : groups.Pick();
        if (group is null)
        {
            return default;
        }

        // Read once: attributes may change while this runs.
        var stickiness = group.Settings.Stickiness;
        switch (stickiness)
        {
            case TargetStickiness.LbCookie:
                var binding = context.Find(request, StickinessKind.Target, StickyCookies.Target, StickyCookies.TargetCors);
                return Choice(group, Bound(group, binding), stickiness, null);
            case TargetStickiness.AppCookie app when groups.Count == 1:
                var slots = AppSlots.Read(context, request, group.Token, app.Name);
                return Choice(group, slots.InSession ? Bound(group, slots.Binding) : null, stickiness, slots);
            default:
                return groupDuration is null ? new TargetChoice(group, group.Pick()) : Choice(group, null, TargetStickiness.Off.Instance, null);
        }
    }

    private static TargetRuntime? Bound(TargetGroupRuntime group, StickyBinding? binding) =>
        binding is { } found && found.Group == group.Token ? group.Find(found.Target) : null;

    private TargetChoice Choice(TargetGroupRuntime group, TargetRuntime? bound, TargetStickiness stickiness, AppSlots? slots)
    {
        if (bound is null && stickiness is not TargetStickiness.Off)
        {
            group.CountNonSticky();
        }

        return (bound ?? group.Pick()) is { } target
            ? new TargetChoice(group, target, new ResponseCookies(context, group, target) { GroupDuration = groupDuration, Target = stickiness, AppSlots = slots })
            : new TargetChoice(group, null);
    }
}
