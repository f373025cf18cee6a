using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Decides whether an Ingress is ours: legacy annotation first, then its class, then the default class.</summary>
/// <param name="configuration">Flag <c>--ingress-class</c> matters here.</param>
/// <param name="cluster">Classes, their parameters and namespaces.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/</remarks>
public sealed class IngressClassLoader(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private const string ParamsApiGroup = "elbv2.k8s.aws";
    private const string ParamsKind = "IngressClassParams";

    /// <summary>Null when the Ingress is not ours, which is silent in the controller too.</summary>
    /// <exception cref="InvalidIngressClassException">Its class names something that is missing or is not meant for it.</exception>
    /// <exception cref="AlbModelException">Two classes are the default.</exception>
    public ClassifiedIngress? Classify(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        // An annotated Ingress never sees its class's parameters, even if it names the class as well.
        if (FindLegacyClass(ingress) is { } legacy)
        {
            return IsOurs(legacy) ? new ClassifiedIngress(ingress, null) : null;
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

    internal bool IsOurs(string legacyClass) => legacyClass == configuration.IngressClass || (ManagesWithoutClass && legacyClass == "alb");

    /// <summary>The class that the Ingress names, or the default one; null when there is neither.</summary>
    internal IngressClass? FindClass(Ingress ingress)
    {
        if ((ingress.Spec.IngressClassName ?? FindDefaultClass()) is not { } name)
        {
            return null;
        }

        return cluster.IngressClasses.FirstOrDefault(candidate => candidate.Metadata.Name == name)
            ?? throw new InvalidIngressClassException(NotFound.IngressClass(name, configuration));
    }

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
