namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>A client's <c>AWSALBAPP</c> cookies: each may bind it to a target of one group.</summary>
internal sealed class AppSlots
{
    private readonly StickyBinding?[] _slots = new StickyBinding?[StickyCookies.App.Count];

    private AppSlots(bool crossSite) => CrossSite = crossSite;

    /// <summary>Whether new cookies get the attributes of cross-site ones.</summary>
    public bool CrossSite { get; }

    /// <summary>Index of the cookie for the group: the one it has, else a free one, else the one that ends first.</summary>
    public int Own { get; private init; }

    /// <summary>What binds the client to a target of the group; null when nothing does.</summary>
    public StickyBinding? Binding => _slots[Own] is { } binding && binding.Group == Group ? binding : null;

    /// <summary>Whether the client sent the application's cookie and one of ours for the group.</summary>
    public bool InSession { get; private init; }

    private UInt128 Group { get; init; }

    public static AppSlots Read(StickyContext context, IStickyRequest request, UInt128 group, string appCookie)
    {
        var slots = new StickyBinding?[StickyCookies.App.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = context.Find(request, StickinessKind.Application, StickyCookies.App[i]);
        }

        var own = Array.FindIndex(slots, slot => slot?.Group == group);
        var found = own >= 0;
        own = found ? own : Array.FindIndex(slots, slot => slot is null);
        if (own < 0)
        {
            own = Array.IndexOf(slots, slots.MinBy(slot => slot!.Value.Expires));
        }

        var read = new AppSlots(StickyCookies.WantsCrossSite(request))
        {
            Group = group,
            Own = own,
            InSession = found && request.FindCookie(appCookie) is not null,
        };
        slots.CopyTo(read._slots, 0);
        return read;
    }

    public bool IsTaken(int index) => _slots[index] is not null;
}
