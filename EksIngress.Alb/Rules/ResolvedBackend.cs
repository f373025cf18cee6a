namespace EksIngress.Alb.Rules;

/// <summary>A backend of an Ingress path after its annotations were read and its Services were looked for.</summary>
public sealed record ResolvedBackend
{
    /// <summary>What is done with a request, in its long form; a Service of the Ingress is a forward too.</summary>
    public required ActionAnnotation Action { get; init; }

    /// <summary>Of <c>conditions.NAME</c>.</summary>
    public required IReadOnlyList<ConditionAnnotation> Conditions { get; init; }

    /// <summary>Of <c>transforms.NAME</c>.</summary>
    public required IReadOnlyList<RuleTransform> Transforms { get; init; }

    /// <summary>Of the <c>auth-*</c> annotations; those of a Service count when it is the whole target.</summary>
    public required AuthSettings Auth { get; init; }

    /// <summary>Null when tokens are not validated.</summary>
    public required ListenerAction.JwtValidation? JwtValidation { get; init; }
}
