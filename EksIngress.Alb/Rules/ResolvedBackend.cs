namespace EksIngress.Alb.Rules;

/// <summary>A backend of an Ingress path after its annotations were read and its Services were looked for.</summary>
internal sealed record ResolvedBackend
{
    public required ActionAnnotation Action { get; init; }

    public required IReadOnlyList<ConditionAnnotation> Conditions { get; init; }

    public required IReadOnlyList<RuleTransform> Transforms { get; init; }

    public required AuthSettings Auth { get; init; }

    /// <summary>Null when tokens are not validated.</summary>
    public required ListenerAction.JwtValidation? JwtValidation { get; init; }
}
