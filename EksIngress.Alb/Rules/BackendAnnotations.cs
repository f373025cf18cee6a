using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>What the Ingress alone says about a backend; whether its Services exist is another question.</summary>
/// <param name="Action">Where requests go.</param>
/// <param name="Conditions">Value of <c>conditions.NAME</c>.</param>
/// <param name="Transforms">Value of <c>transforms.NAME</c>.</param>
internal sealed record BackendAnnotations(
    ActionAnnotation Action, List<ConditionAnnotation> Conditions, List<TransformAnnotation> Transforms)
{
    private const string UseAnnotation = "use-annotation";
    private const string ActionMissing = "Backend action does not exist";

    /// <exception cref="AlbModelException">The backend is no Service, or an annotation is invalid, or missing and must not be.</exception>
    public static BackendAnnotations Read(ControllerConfiguration configuration, AnnotationSet annotations, Ingress.Backend backend)
    {
        if (backend.Service is not { } service)
        {
            throw new AlbModelException("missing required \"service\" field");
        }

        var conditions = annotations.FindJson($"{IngressAnnotations.Conditions}.{service.Name}", ConditionAnnotation.ReadAll) ?? [];
        conditions.ForEach(condition => condition.Validate());
        var transforms = annotations.FindJson($"{IngressAnnotations.Transforms}.{service.Name}", TransformAnnotation.ReadAll) ?? [];
        transforms.ForEach(transform => transform.Validate());
        var action = service.Port.Name switch
        {
            UseAnnotation => ReadAction(configuration, annotations, service.Name),
            { Length: > 0 } name => ActionAnnotation.ForwardTo(service.Name, IntOrString.Of(name)),
            _ => ActionAnnotation.ForwardTo(service.Name, IntOrString.Of(service.Port.Number)),
        };
        return new BackendAnnotations(action, conditions, transforms);
    }

    private static ActionAnnotation ReadAction(ControllerConfiguration configuration, AnnotationSet annotations, string name)
    {
        var suffix = $"{IngressAnnotations.Actions}.{name}";
        if (annotations.FindJson(suffix, ActionAnnotation.Read) is not { } action)
        {
            return configuration.TolerateNonExistentBackendAction
                ? ActionAnnotation.Unavailable(ActionMissing)
                : throw new AlbModelException($"missing {suffix} configuration");
        }

        action.Validate();
        return action.Normalized();
    }
}
