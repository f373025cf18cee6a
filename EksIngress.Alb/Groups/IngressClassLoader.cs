using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Decides whether an Ingress is ours: legacy annotation first, then its class, then the default class.</summary>
/// <param name="configuration">Flag <c>--ingress-class</c> matters here.</param>
/// <param name="cluster">Classes, their parameters and namespaces.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/</remarks>
public sealed class IngressClassLoader(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    /// <summary>Null when the Ingress is not ours, which is silent in the controller too.</summary>
    /// <exception cref="InvalidIngressClassException">Its class names something that is missing or is not meant for it.</exception>
    /// <exception cref="AlbModelException">Two classes are the default.</exception>
    public ClassifiedIngress? Classify(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        // An annotated Ingress never sees its class's parameters, even if it names the class as well.
        if (FindLegacyClass(ingress) is { } legacy)
        {
            return MatchesAnnotation(legacy) ? new ClassifiedIngress(ingress, null) : null;
        }

        var (found, parameters) = Load(ingress);
        return found is null ? ManagesWithoutClass ? new ClassifiedIngress(ingress, null) : null
            : found.Spec.Controller == IngressClass.AlbController ? new ClassifiedIngress(ingress, parameters) { Class = found }
            : null;
    }

    /// <summary>The class that the Ingress names, or the default one, with the parameters that it refers to; the legacy annotation is not looked at.</summary>
    /// <exception cref="InvalidIngressClassException">Its class names something that is missing or is not meant for it.</exception>
    /// <exception cref="AlbModelException">Two classes are the default.</exception>
    public IngressClassConfiguration Load(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var found = FindClass(ingress);
        return new IngressClassConfiguration(found, found is { Spec.Controller: IngressClass.AlbController } ? FindParams(found, ingress) : null);
    }

    internal bool ManagesWithoutClass => configuration.IngressClass.Length == 0;

    internal static string? FindLegacyClass(Ingress ingress) => ingress.Metadata.Annotations.GetValueOrDefault(IngressAnnotations.LegacyClass);

    /// <summary>Whether a value of the annotation <c>kubernetes.io/ingress.class</c> makes an Ingress ours. With an empty <c>--ingress-class</c>, <c>alb</c> does.</summary>
    public bool MatchesAnnotation(string value) => value == configuration.IngressClass || (ManagesWithoutClass && value == "alb");

    /// <summary>
    /// The class that the Ingress names, or the default one, whoever serves it; null when there is neither. Its parameters are not looked at, as
    /// the validating webhook does not look at them.
    /// </summary>
    /// <exception cref="InvalidIngressClassException">There is no class of that name.</exception>
    /// <exception cref="AlbModelException">Two classes are the default.</exception>
    public IngressClass? FindClass(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        if ((ingress.Spec.IngressClassName ?? FindDefaultClassName()) is not { } name)
        {
            return null;
        }

        return cluster.IngressClasses.FirstOrDefault(candidate => candidate.Metadata.Name == name)
            ?? throw new InvalidIngressClassException(NotFound.IngressClass(name, configuration));
    }

    /// <summary>The class with the annotation <c>ingressclass.kubernetes.io/is-default-class: "true"</c>; null when none has it.</summary>
    /// <exception cref="AlbModelException">Two classes have it.</exception>
    public string? FindDefaultClassName()
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

        if (!reference.RefersToParams)
        {
            throw new InvalidIngressClassException($"IngressClass {ingressClass.Metadata.Name} references unknown parameters");
        }

        var parameters = cluster.FindIngressClassParams(reference.Name)
            ?? throw new InvalidIngressClassException(NotFound.IngressClassParams(reference.Name, configuration));
        if (parameters.Spec.NamespaceSelector is { } selector && !Selects(selector, ingress.Metadata.Namespace))
        {
            throw new InvalidIngressClassException($"namespaceSelector of IngressClassParams {parameters.Metadata.Name} mismatch");
        }

        return parameters;
    }

    private bool Selects(LabelSelector selector, string namespaceName)
    {
        var labels = cluster.FindNamespaceLabels(namespaceName) ?? throw new InvalidIngressClassException(NotFound.Namespace(namespaceName, configuration));
        try
        {
            return selector.Matches(labels);
        }
        catch (AlbModelException exception)
        {
            throw new InvalidIngressClassException(exception.Message);
        }
    }
}
