using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>A backend of an Ingress: a Service, or an action of an annotation.</summary>
internal sealed class LintBackend
{
    private const string UseAnnotation = "use-annotation";

    public LintBackend(LintIngress ingress, Ingress.Backend backend, string pointer, LintWorld world)
    {
        Ingress = ingress;
        Pointer = pointer;
        Service = backend.Service;
        ActionSuffix = Service is { Port.Name: UseAnnotation } ? $"{IngressAnnotations.Actions}.{Service.Name}" : null;
        Action = ActionSuffix is null ? null : Lenient.Read(() => ingress.Annotations.FindJson(ActionSuffix, ActionAnnotation.Read));
        Conditions = Service is null ? [] : Lenient.Read(() => ingress.Annotations.FindJson($"{IngressAnnotations.Conditions}.{Service.Name}", ConditionAnnotation.ReadAll)) ?? [];
        Targets = [.. ReadTargets(world)];
    }

    public LintIngress Ingress { get; }

    /// <summary>JSON pointer to the backend.</summary>
    public string Pointer { get; }

    public Ingress.ServiceBackend? Service { get; }

    /// <summary><c>actions.NAME</c> when the backend is an action.</summary>
    public string? ActionSuffix { get; }

    /// <summary>Null when the backend is a Service, or the annotation is missing or no JSON.</summary>
    public ActionAnnotation? Action { get; }

    public IReadOnlyList<ConditionAnnotation> Conditions { get; }

    public IReadOnlyList<LintTarget> Targets { get; }

    private IEnumerable<LintTarget> ReadTargets(LintWorld world)
    {
        if (ActionSuffix is null)
        {
            if (Service is { Name.Length: > 0 } service)
            {
                var port = service.Port.Name.Length > 0 ? IntOrString.Of(service.Port.Name) : IntOrString.Of(service.Port.Number);
                yield return new LintTarget(Ingress, service.Name, port, Pointer, IsWeighted: false, world);
            }

            yield break;
        }

        if (Action is not { Type: "forward", ForwardConfig.TargetGroups: { } tuples })
        {
            yield break;
        }

        foreach (var tuple in tuples)
        {
            if (tuple is { ServiceName: { Length: > 0 } name, ServicePort: { } port })
            {
                var pointer = JsonPointer.Annotation(IngressAnnotations.Key(ActionSuffix));
                yield return new LintTarget(Ingress, name, IntOrString.Parse(port.ToString()), pointer, tuples.Count > 1, world);
            }
        }
    }
}
