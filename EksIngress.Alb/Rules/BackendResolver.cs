using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Finds out what the backend of a path means: a Service, or the annotation <c>actions.NAME</c>.</summary>
internal sealed class BackendResolver(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private const string UseAnnotation = "use-annotation";
    private const string ActionMissing = "Backend action does not exist";
    private const string ServiceMissing = "Backend service does not exist";

    /// <exception cref="AlbModelException">The annotation is invalid, or something it names is missing and must not be.</exception>
    public ResolvedBackend Resolve(ClassifiedIngress ingress, Ingress.Backend backend)
    {
        if (backend.Service is not { } service)
        {
            throw new AlbModelException("missing required \"service\" field");
        }

        var conditions = ingress.Annotations.FindJson<List<ConditionAnnotation>>($"{IngressAnnotations.Conditions}.{service.Name}") ?? [];
        conditions.ForEach(condition => condition.Validate());
        var action = service.Port.Name switch
        {
            UseAnnotation => GetAnnotatedAction(ingress, service.Name),
            { Length: > 0 } name => ForwardTo(service.Name, IntOrString.Of(name)),
            _ => ForwardTo(service.Name, IntOrString.Of(service.Port.Number)),
        };
        return new ResolvedBackend(FindMissingService(action, ingress.Key.Namespace), conditions);
    }

    private ActionAnnotation GetAnnotatedAction(ClassifiedIngress ingress, string name)
    {
        var suffix = $"{IngressAnnotations.Actions}.{name}";
        if (ingress.Annotations.FindJson<ActionAnnotation>(suffix) is not { } action)
        {
            return configuration.TolerateNonExistentBackendAction
                ? Unavailable(ActionMissing)
                : throw new AlbModelException($"missing {suffix} configuration");
        }

        action.Validate();
        return action.Type == "forward" ? Normalized(action) : action;
    }

    // The short form with one target group, and ports that older manifests give as strings of digits.
    private static ActionAnnotation Normalized(ActionAnnotation action) => action.ForwardConfig is { } forward
        ? action with
        {
            ForwardConfig = forward with
            {
                TargetGroups = [.. forward.TargetGroups.Select(tuple => tuple with
                {
                    ServicePort = tuple.ServicePort is { } port ? IntOrString.Parse(port.ToString()) : null,
                })],
            },
        }
        : new ActionAnnotation
        {
            Type = action.Type,
            ForwardConfig = new ActionAnnotation.Forward
            {
                TargetGroups =
                [
                    new ActionAnnotation.TargetGroupTuple { TargetGroupArn = action.TargetGroupArn, TargetGroupName = action.TargetGroupName },
                ],
            },
        };

    private ActionAnnotation FindMissingService(ActionAnnotation action, string ns)
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
            ? Unavailable(ServiceMissing)
            : throw new AlbModelException($"Service \"{missing}\" not found");
    }

    private static ActionAnnotation ForwardTo(string service, IntOrString port) => new()
    {
        Type = "forward",
        ForwardConfig = new ActionAnnotation.Forward
        {
            TargetGroups = [new ActionAnnotation.TargetGroupTuple { ServiceName = service, ServicePort = port }],
        },
    };

    private static ActionAnnotation Unavailable(string body) => new()
    {
        Type = "fixed-response",
        FixedResponseConfig = new ActionAnnotation.FixedResponse { ContentType = "text/plain", StatusCode = "503", MessageBody = body },
    };
}
