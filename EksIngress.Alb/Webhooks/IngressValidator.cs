using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Webhooks;

/// <summary>The validating webhook <c>vingress.elbv2.k8s.aws</c>: what is refused when an Ingress is written.</summary>
/// <param name="configuration">The flags about classes and annotations matter here.</param>
/// <param name="cluster">Classes that exist.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
public sealed class IngressValidator(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private readonly IngressClassLoader _classes = new(configuration, cluster);

    /// <summary>Checks an Ingress before it is created or changed; one that is not ours passes.</summary>
    /// <param name="ingress">As it would be stored. Without a namespace it is the request's.</param>
    /// <param name="previous">As it is stored now; null when it is created.</param>
    /// <exception cref="AlbModelException">It is refused; the message is what the user sees.</exception>
    public void Validate(Ingress ingress, Ingress? previous = null)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var legacy = IngressClassLoader.FindLegacyClass(ingress);
        if (legacy is null ? !ClaimsByClass(ingress) : !_classes.MatchesAnnotation(legacy))
        {
            return;
        }

        RefuseLegacyClass(legacy, previous);
        RefuseGroupName(ingress, previous);
        CheckClass(ingress, previous);
        CheckConditions(ingress);
    }

    private bool ClaimsByClass(Ingress ingress) => _classes.FindClass(ingress) is { } found
        ? found.Spec.Controller == IngressClass.AlbController
        : _classes.ManagesWithoutClass;

    private void RefuseLegacyClass(string? legacy, Ingress? previous)
    {
        var wasUsed = previous is not null && IngressClassLoader.FindLegacyClass(previous) is { } before && _classes.MatchesAnnotation(before);
        if (configuration.DisableIngressClassAnnotation && legacy is not null && !wasUsed)
        {
            throw new AlbModelException($"new usage of `{IngressAnnotations.LegacyClass}` annotation is forbidden");
        }
    }

    private void RefuseGroupName(Ingress ingress, Ingress? previous)
    {
        var key = IngressAnnotations.Key(IngressAnnotations.GroupName);
        if (configuration.DisableIngressGroupNameAnnotation &&
            ingress.Metadata.Annotations.TryGetValue(key, out var name) &&
            previous?.Metadata.Annotations.GetValueOrDefault(key) != name)
        {
            throw new AlbModelException($"new usage of `{key}` annotation is forbidden");
        }
    }

    // A class that was named before may have gone since; naming it anew is refused, even beside the legacy annotation.
    private void CheckClass(Ingress ingress, Ingress? previous)
    {
        if (ingress.Spec.IngressClassName is { } name && previous?.Spec.IngressClassName != name)
        {
            _ = _classes.FindClass(ingress);
        }
    }

    private static void CheckConditions(Ingress ingress)
    {
        var annotations = new AnnotationSet(ingress.Metadata.Annotations);
        foreach (var path in ingress.Spec.Rules.SelectMany(rule => rule.Http?.Paths ?? []))
        {
            if (path.Backend.Service is not { Name: var name })
            {
                // The controller breaks down over a resource backend here, says so, and the write is refused.
                throw new AlbModelException("panic: runtime error: invalid memory address or nil pointer dereference [recovered]");
            }

            foreach (var condition in annotations.FindJson($"{IngressAnnotations.Conditions}.{name}", ConditionAnnotation.ReadAll) ?? [])
            {
                try
                {
                    condition.Validate();
                }
                catch (AlbModelException exception)
                {
                    throw exception.Within(
                        $"ignoring Ingress {ingress.Key} since invalid {IngressAnnotations.Prefix}/{IngressAnnotations.Conditions}.{name} annotation");
                }
            }
        }
    }
}
