using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>What the Ingress alone says about a backend; whether its Services exist is another question.</summary>
/// <param name="Action">Where requests go.</param>
/// <param name="Conditions">Value of <c>conditions.NAME</c>.</param>
/// <param name="Transforms">Value of <c>transforms.NAME</c>.</param>
public sealed record BackendAnnotations(
    ActionAnnotation Action, IReadOnlyList<ConditionAnnotation> Conditions, IReadOnlyList<TransformAnnotation> Transforms)
{
    private const string UseAnnotation = "use-annotation";
    private const string ActionMissing = "Backend action does not exist";

    /// <summary>Reads and checks the annotations that carry the backend's name.</summary>
    /// <param name="configuration">The flag about an action that does not exist matters here.</param>
    /// <param name="annotations">Of the Ingress.</param>
    /// <param name="backend">A backend of it.</param>
    /// <exception cref="AlbModelException">The backend is no Service, or an annotation is invalid, or missing and must not be.</exception>
    public static BackendAnnotations Read(ControllerConfiguration configuration, AnnotationSet annotations, Ingress.Backend backend)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(backend);
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
