namespace EksIngress.Alb.Lint;

/// <summary>An annotation that the controller reads.</summary>
/// <param name="Suffix">Without the prefix; a family ends in a dot, and a name follows.</param>
/// <param name="OnService">It counts on a Service too.</param>
/// <param name="Values">All that may be said; empty when anything may.</param>
internal sealed record AnnotationEntry(string Suffix, AnnotationType Type, bool OnService, IReadOnlyList<string> Values)
{
    public bool IsFamily => Suffix.EndsWith('.');
}
