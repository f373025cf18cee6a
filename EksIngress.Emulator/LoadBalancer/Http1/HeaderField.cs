namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Where a header is in the bytes of its head.</summary>
internal struct HeaderField
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
    public HeaderKind Kind;

    /// <summary>Not to be passed on.</summary>
    public bool IsDropped;
}
