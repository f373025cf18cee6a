namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>A client's <c>AWSALBAPP</c> cookies: each may bind it to a target of one group.</summary>
/// <param name="own">Index of the cookie for the group at hand: the one it has, else a free one, else the one that ends first.</param>
/// <param name="inSession">Whether the client sent the application's cookie and one of ours for the group.</param>
/// <param name="crossSite">Whether new cookies get the attributes of cross-site ones.</param>
internal sealed class AppSlots(StickyBinding?[] slots, int own, bool inSession, bool crossSite)
{
    public int Own => own;

    public bool InSession => inSession;

    public bool CrossSite => crossSite;

    /// <summary>What binds the client to a target of the group; null when nothing does.</summary>
    public StickyBinding? Binding => inSession ? slots[own] : null;

    public static AppSlots Read(StickyContext context, IStickyRequest request, UInt128 group, string appCookie)
    {
        var slots = new StickyBinding?[StickyCookies.App.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = context.Find(request, StickinessKind.Application, StickyCookies.App[i]);
        }

        var found = Array.FindIndex(slots, slot => slot?.Group == group);
        var own = found >= 0 ? found : Array.FindIndex(slots, slot => slot is null);
        if (own < 0)
        {
            own = Array.IndexOf(slots, slots.MinBy(slot => slot!.Value.Expires));
        }

        return new AppSlots(slots, own, found >= 0 && request.FindCookie(appCookie) is not null, StickyCookies.WantsCrossSite(request));
    }

    /// <summary>Whether the client has a cookie in this place that binds it to some group.</summary>
    public bool IsTaken(int index) => slots[index] is not null;
}
