using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Groups;

/// <summary>Names of the objects that an object refers to: when one of them changes, the controller looks at the referring one again.</summary>
/// <param name="configuration">Flag <c>--tolerate-non-existent-backend-action</c> matters here.</param>
public sealed class IngressReferences(ControllerConfiguration configuration)
{
    /// <summary>Services that the default backend and the paths of an Ingress lead to, those in action annotations included.</summary>
    /// <returns>Each once, in ordinal order; none at all when a backend or an annotation of one is invalid.</returns>
    public IReadOnlyList<string> FindServices(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var annotations = new AnnotationSet(ingress.Metadata.Annotations);
        var paths = ingress.Spec.Rules.SelectMany(rule => rule.Http?.Paths ?? []).Select(path => path.Backend);
        try
        {
            _ = JwtValidationAnnotation.Find(annotations);
            return
            [
                .. (ingress.Spec.DefaultBackend is { } backend ? paths.Prepend(backend) : paths)
                    .SelectMany(candidate => ServicesOf(BackendAnnotations.Read(configuration, annotations, candidate).Action))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (AlbModelException)
        {
            // The controller logs it and indexes nothing; what is wrong is told when the stack is built.
            return [];
        }
    }

    /// <summary>The Secret of an OpenID Connect provider, in the namespace of the Ingress or Service that has the annotations.</summary>
    /// <param name="annotations">Of an Ingress or of a Service.</param>
    /// <returns>One name, which may be empty; none without <c>auth-idp-oidc</c>, or when an <c>auth-*</c> annotation is invalid.</returns>
    public static IReadOnlyList<string> FindSecrets(IReadOnlyDictionary<string, string> annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        try
        {
            return AuthSettings.Read(new AnnotationSet(annotations)).Oidc is { } provider ? [provider.SecretName] : [];
        }
        catch (AlbModelException)
        {
            return [];
        }
    }

    /// <summary>The class that an Ingress names; null when it names none. The default class is not looked for.</summary>
    public static string? FindClass(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        return ingress.Spec.IngressClassName;
    }

    /// <summary>The IngressClassParams of a class; null when the class is another controller's, or refers to none or to something else.</summary>
    public static string? FindClassParams(IngressClass ingressClass)
    {
        ArgumentNullException.ThrowIfNull(ingressClass);
        return ingressClass.Spec is { Controller: IngressClass.AlbController, Parameters: { RefersToParams: true, Name: var name } } ? name : null;
    }

    private static IEnumerable<string> ServicesOf(ActionAnnotation action) => action is { Type: "forward", ForwardConfig: { } forward }
        ? forward.TargetGroups.Select(tuple => tuple.ServiceName).OfType<string>()
        : [];
}
