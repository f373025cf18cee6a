using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Decides whether an Ingress is ours: legacy annotation first, then its class, then the default class.</summary>
internal sealed class IngressClassLoader(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private const string ParamsApiGroup = "elbv2.k8s.aws";
    private const string ParamsKind = "IngressClassParams";

    /// <summary>Null when the Ingress is not ours, which is silent in the controller too.</summary>
    /// <exception cref="InvalidIngressClassException">Its class names something that is missing or is not meant for it.</exception>
    public ClassifiedIngress? Classify(Ingress ingress)
    {
        // An annotated Ingress never sees its class's parameters, even if it names the class as well.
        if (ingress.Metadata.Annotations.TryGetValue(IngressAnnotations.LegacyClass, out var legacy))
        {
            return MatchesLegacy(legacy) ? new ClassifiedIngress(ingress, null) : null;
        }

        if ((ingress.Spec.IngressClassName ?? FindDefaultClass()) is not { } className)
        {
            return configuration.IngressClass.Length == 0 ? new ClassifiedIngress(ingress, null) : null;
        }

        var ingressClass = cluster.IngressClasses.FirstOrDefault(candidate => candidate.Metadata.Name == className)
            ?? throw new InvalidIngressClassException($"ingressclasses.networking.k8s.io \"{className}\" not found");
        return ingressClass.Spec.Controller == IngressClass.AlbController
            ? new ClassifiedIngress(ingress, FindParams(ingressClass, ingress))
            : null;
    }

    private bool MatchesLegacy(string annotation) => configuration.IngressClass.Length == 0
        ? annotation is "alb" or ""
        : annotation == configuration.IngressClass;

    private string? FindDefaultClass()
    {
        var defaults = cluster.IngressClasses
            .Where(candidate => candidate.Metadata.Annotations.GetValueOrDefault(IngressAnnotations.DefaultClass) == "true")
            .Select(candidate => candidate.Metadata.Name)
            .ToList();
        return defaults.Count > 1 ? throw new AlbModelException("multiple default IngressClasses found") : defaults.FirstOrDefault();
    }

    private IngressClassParams? FindParams(IngressClass ingressClass, Ingress ingress)
    {
        if (ingressClass.Spec.Parameters is not { } reference)
        {
            return null;
        }

        if (reference.ApiGroup != ParamsApiGroup || reference.Kind != ParamsKind)
        {
            throw new InvalidIngressClassException($"IngressClass {ingressClass.Metadata.Name} references unknown parameters");
        }

        var parameters = cluster.FindIngressClassParams(reference.Name)
            ?? throw new InvalidIngressClassException($"ingressclassparams.elbv2.k8s.aws \"{reference.Name}\" not found");
        if (parameters.Spec.NamespaceSelector is { } selector)
        {
            var labels = cluster.FindNamespaceLabels(ingress.Metadata.Namespace)
                ?? throw new InvalidIngressClassException($"namespaces \"{ingress.Metadata.Namespace}\" not found");
            if (!selector.Matches(labels))
            {
                throw new InvalidIngressClassException($"namespaceSelector of IngressClassParams {parameters.Metadata.Name} mismatch");
            }
        }

        return parameters;
    }
}
