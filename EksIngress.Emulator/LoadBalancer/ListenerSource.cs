using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What a listener's program is compiled from.</summary>
/// <param name="Rules">In evaluation order, the default rule last.</param>
/// <param name="Siblings">All listeners of the load balancer: redirects to one of their ports lead to the port that is bound for it.</param>
internal sealed record ListenerSource(
    Listener Listener,
    Aws.ElbV2.LoadBalancer LoadBalancer,
    IReadOnlyList<ListenerRule> Rules,
    IReadOnlyList<Listener> Siblings)
{
    /// <summary>True if compiling would give the same again. Snapshots share what did not change, so references tell.</summary>
    public bool IsSameAs(ListenerSource? other) =>
        other is not null
        && ReferenceEquals(Listener, other.Listener)
        && ReferenceEquals(LoadBalancer, other.LoadBalancer)
        && Rules.SequenceEqual(other.Rules, ReferenceEqualityComparer.Instance)
        && Siblings.SequenceEqual(other.Siblings, ReferenceEqualityComparer.Instance);
}
