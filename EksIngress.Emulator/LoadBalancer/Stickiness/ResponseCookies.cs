namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>The cookies of one response: those of the group first, then those of the target.</summary>
internal sealed class ResponseCookies(StickyContext context, TargetGroupRuntime group, TargetRuntime target) : Exchanges.IResponseCookies
{
    /// <summary>How long the client stays with the group; null without stickiness to groups.</summary>
    public TimeSpan? GroupDuration { get; init; }

    /// <summary>How the client is bound to the target.</summary>
    public TargetStickiness Target { get; init; } = TargetStickiness.Off.Instance;

    /// <summary>What is known of the client's <c>AWSALBAPP</c> cookies; null without application stickiness.</summary>
    public AppSlots? AppSlots { get; init; }

    public IReadOnlyList<string> For(IReadOnlyList<string> targetCookies)
    {
        var cookies = new List<string>(4);
        var now = context.Time.GetUtcNow();
        if (GroupDuration is { } groupDuration)
        {
            var value = context.Encode(StickinessKind.TargetGroup, group.Token, 0, groupDuration);
            cookies.Add(StickyCookies.Format(StickyCookies.TargetGroup, value, now + groupDuration, crossSite: false));
            cookies.Add(StickyCookies.Format(StickyCookies.TargetGroupCors, value, now + groupDuration, crossSite: true));
        }

        switch (Target)
        {
            case TargetStickiness.LbCookie(var duration):
                var value = context.Encode(StickinessKind.Target, group.Token, target.Token, duration);
                cookies.Add(StickyCookies.Format(StickyCookies.Target, value, now + duration, crossSite: false));
                cookies.Add(StickyCookies.Format(StickyCookies.TargetCors, value, now + duration, crossSite: true));
                break;
            case TargetStickiness.AppCookie app when AppSlots is { } slots:
                AddAppCookies(cookies, targetCookies, app, slots, now);
                break;
        }

        return cookies;
    }

    // The session begins with the application's cookie; after that every response carries it on.
    private void AddAppCookies(List<string> cookies, IReadOnlyList<string> targetCookies, TargetStickiness.AppCookie app, AppSlots slots, DateTimeOffset now)
    {
        var binds = slots.InSession || StickyCookies.Sets(targetCookies, app.Name);
        for (var i = 0; i < StickyCookies.App.Count; i++)
        {
            var value = binds && i == slots.Own
                ? context.Encode(StickinessKind.Application, group.Token, target.Token, app.Duration)
                : slots.IsTaken(i) ? null : StickyCookies.Removed;
            // What binds the client to another group stays as it is.
            if (value is not null)
            {
                cookies.Add(StickyCookies.Format(StickyCookies.App[i], value, now + StickyCookies.AppLifetime, slots.CrossSite));
            }
        }
    }
}
