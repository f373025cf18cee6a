using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Finds out what the backend of a path means: a Service, or the annotation <c>actions.NAME</c>.</summary>
/// <param name="configuration">The flags about what does not exist matter here.</param>
/// <param name="cluster">Services that the backend names.</param>
public sealed class BackendResolver(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private const string ServiceMissing = "Backend service does not exist";

    /// <summary>Reads what belongs to the backend; nothing is built yet.</summary>
    /// <param name="ingress">Its annotations and its namespace count.</param>
    /// <param name="backend">A backend of it.</param>
    /// <exception cref="AlbModelException">An annotation is invalid, or something it names is missing and must not be.</exception>
    public ResolvedBackend Resolve(ClassifiedIngress ingress, Ingress.Backend backend)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(backend);
        var read = BackendAnnotations.Read(configuration, ingress.Annotations, backend);
        var action = WithExistingServices(read.Action, ingress.Key.Namespace);
        return new ResolvedBackend
        {
            Action = action,
            Conditions = read.Conditions,
            Transforms = [.. read.Transforms.Select(transform => transform.ToTransform())],
            Auth = AuthSettings.Read(AuthAnnotations(ingress, action)),
            JwtValidation = JwtValidationAnnotation.Find(ingress.Annotations),
        };
    }

    private ActionAnnotation WithExistingServices(ActionAnnotation action, string ns)
    {
        if (action.ForwardConfig is not { } forward || action.Type != "forward")
        {
            return action;
        }

        var missing = forward.TargetGroups
            .Select(tuple => tuple.ServiceName)
            .OfType<string>()
            .FirstOrDefault(name => cluster.FindService(new NamespacedName(ns, name)) is null);
        if (missing is null)
        {
            return action;
        }

        // One Service that is not there yet must not take the load balancer of the others down; half a weighted forward would.
        return forward.TargetGroups.Count == 1 && configuration.TolerateNonExistentBackendService
            ? ActionAnnotation.Unavailable(ServiceMissing)
            : throw new AlbModelException(NotFound.Service(missing, configuration));
    }

    // Only a Service that is the whole target has a say; its annotations win.
    private AnnotationSet AuthAnnotations(ClassifiedIngress ingress, ActionAnnotation action)
    {
        if (action is not { Type: "forward", ForwardConfig.TargetGroups: [{ ServiceName: { } name }] })
        {
            return ingress.Annotations;
        }

        var service = cluster.FindService(new NamespacedName(ingress.Key.Namespace, name))!;
        return new AnnotationSet(GoText.Merge(service.Metadata.Annotations, ingress.Ingress.Metadata.Annotations));
    }
}
