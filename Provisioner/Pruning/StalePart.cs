using EksIngress.Provisioner.Removal;

namespace EksIngress.Provisioner.Pruning;

/// <summary>Something of the environment that its specification no longer has.</summary>
/// <param name="What">For example <c>node group spot</c>.</param>
internal abstract record StalePart(string What)
{
    /// <summary>It can go now.</summary>
    internal sealed record Removable(RemovablePart Part) : StalePart(Part.What);

    /// <summary>It goes by itself, or can go only when something else has gone.</summary>
    /// <param name="What">What it is.</param>
    /// <param name="Reason">A sentence without its full stop: what is waited for.</param>
    internal sealed record Waiting(string What, string Reason) : StalePart(What);

    /// <summary>It is left alone.</summary>
    /// <param name="What">What it is.</param>
    /// <param name="Why">Why it stays.</param>
    internal sealed record Kept(string What, string Why) : StalePart(What);
}
