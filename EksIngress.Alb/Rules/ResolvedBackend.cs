namespace EksIngress.Alb.Rules;

/// <summary>A backend of an Ingress path after its annotations were read and its Services were looked for.</summary>
internal sealed record ResolvedBackend(ActionAnnotation Action, IReadOnlyList<ConditionAnnotation> Conditions);
