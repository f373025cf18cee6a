namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>What all listeners need to make and read cookies.</summary>
internal sealed record StickyContext(StickinessCodec Codec, TimeProvider Time)
{
    /// <summary>What a cookie binds the client to; null when the client has none that still holds.</summary>
    public StickyBinding? Find(IStickyRequest request, StickinessKind kind, params ReadOnlySpan<string> names)
    {
        var now = Time.GetUtcNow();
        foreach (var name in names)
        {
            if (Codec.TryDecode(request.FindCookie(name), kind, now, out var binding))
            {
                return binding;
            }
        }

        return null;
    }

    /// <summary>A binding from now on.</summary>
    public string Encode(StickinessKind kind, UInt128 group, UInt128 target, TimeSpan duration) =>
        Codec.Encode(new StickyBinding(kind, group, target, Time.GetUtcNow() + duration));
}
