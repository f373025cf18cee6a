namespace EksIngress.Emulator.Kubernetes;

/// <summary>How server-side apply sees a list (<c>x-kubernetes-list-type</c>).</summary>
internal enum ListType
{
    /// <summary>Replaced as a whole, by one owner.</summary>
    Atomic,

    /// <summary>A set of scalars, each with an owner.</summary>
    Set,

    /// <summary>Items told apart by keys, each with an owner.</summary>
    Map,
}
