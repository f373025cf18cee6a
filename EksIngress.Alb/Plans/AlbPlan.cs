namespace EksIngress.Alb.Plans;

/// <summary>What the controller would build of a set of objects: one stack for each Ingress group.</summary>
public sealed record AlbPlan
{
    /// <summary>By id, in ordinal order.</summary>
    public required IReadOnlyList<PlannedGroup> Groups { get; init; }

    /// <summary>Ingresses that nothing is built for, by name, and why.</summary>
    public required IReadOnlyList<UnclaimedIngress> Unclaimed { get; init; }

    /// <summary>What was assumed because nothing said it, in the order in which it was needed; empty unless assumptions were allowed.</summary>
    public required IReadOnlyList<string> Assumed { get; init; }

    /// <summary>What the objects leave open and a cluster would settle, so that names or results may differ from it.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
