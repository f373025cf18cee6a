namespace EksIngress.Alb.Lint;

/// <summary>One mistake in one object.</summary>
public sealed record LintFinding
{
    /// <summary>Stable code, for example <c>ALB300</c>. Every code is listed in docs/mistakes.md.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it fails, surprises or is only good to know.</summary>
    public required LintSeverity Severity { get; init; }

    /// <summary>Kind of the object, for example <c>Ingress</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Namespace of the object; empty for a cluster-scoped one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the object.</summary>
    public required string Name { get; init; }

    /// <summary>JSON pointer into the object (RFC 6901); empty is the whole object. A field that is missing points at its parent.</summary>
    public required string Field { get; init; }

    /// <summary>What is wrong, with the values that were found.</summary>
    public required string Message { get; init; }

    /// <summary>What to change.</summary>
    public required string Fix { get; init; }

    /// <summary>Where the rule is documented.</summary>
    public required string Source { get; init; }

    /// <summary>Other members of the Ingress group, as <c>namespace/name</c>, that stop being reconciled with this object.</summary>
    public IReadOnlyList<string> Breaks { get; init; } = [];

    /// <summary>File or stream that the object came from; null when unknown.</summary>
    public string? File { get; init; }

    /// <summary>Line of the field in it, from 1, or of the nearest thing around it; null when lines are unknown.</summary>
    public int? Line { get; init; }
}
