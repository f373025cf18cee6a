using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb;

/// <summary>The user's own tags on what is built. Tracking tags are added when a stack is deployed.</summary>
/// <param name="configuration">Default tags, keys that users may not set, and the gate about which of them wins matter here.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#resource-tags</remarks>
public sealed class ResourceTags(ControllerConfiguration configuration)
{
    /// <summary>For what a group shares: load balancer, security group, listener.</summary>
    /// <exception cref="AlbModelException">Members give a tag different values.</exception>
    public IReadOnlyDictionary<string, string> OfGroup(IEnumerable<ClassifiedIngress> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in members.SelectMany(Own))
        {
            if (tags.TryGetValue(key, out var earlier) && earlier != value)
            {
                throw new AlbModelException($"conflicting tag {key}: {earlier} | {value}");
            }

            tags[key] = value;
        }

        return WithDefaults(tags);
    }

    /// <summary>For what one Ingress has for itself: a rule.</summary>
    /// <exception cref="AlbModelException">The annotation is malformed, or has a key that users may not set.</exception>
    public IReadOnlyDictionary<string, string> OfIngress(ClassifiedIngress ingress) => WithDefaults(Own(ingress));

    /// <summary>For a certificate that is requested; the defaults always win here.</summary>
    /// <exception cref="AlbModelException">The annotation is malformed, or has a key that users may not set.</exception>
    public IReadOnlyDictionary<string, string> OfCertificate(ClassifiedIngress ingress) => GoText.Merge(configuration.DefaultTags, Own(ingress));

    /// <summary>For a target group: the class wins over the Service, the Service over the Ingress.</summary>
    /// <exception cref="AlbModelException">An annotation is malformed, or has a key that users may not set.</exception>
    public IReadOnlyDictionary<string, string> OfTargetGroup(ClassifiedIngress ingress, Service service)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(service);
        var annotated = GoText.Merge(
            new AnnotationSet(service.Metadata.Annotations).FindMap(IngressAnnotations.Tags) ?? NoStrings.Map,
            ingress.Annotations.FindMap(IngressAnnotations.Tags) ?? NoStrings.Map);
        RefuseExternal(annotated, $"failed build tags for Ingress {ingress.Key} and Service {service.Key}");
        return WithDefaults(GoText.Merge(OfClass(ingress), annotated));
    }

    private IReadOnlyDictionary<string, string> Own(ClassifiedIngress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var annotated = ingress.Annotations.FindMap(IngressAnnotations.Tags) ?? NoStrings.Map;
        RefuseExternal(annotated, $"failed build tags for Ingress {ingress.Key}");
        return GoText.Merge(OfClass(ingress), annotated);
    }

    private IReadOnlyDictionary<string, string> OfClass(ClassifiedIngress ingress)
    {
        if (ingress.ClassParams is not { Spec.Tags.Count: > 0 } parameters)
        {
            return NoStrings.Map;
        }

        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in parameters.Spec.Tags)
        {
            tags[tag.Key] = tag.Value;
        }

        RefuseExternal(tags, $"failed build tags for IngressClassParams {parameters.Metadata.Name}");
        return tags;
    }

    private IReadOnlyDictionary<string, string> WithDefaults(IReadOnlyDictionary<string, string> tags) =>
        configuration.DefaultTagsLowPriority
            ? GoText.Merge(tags, configuration.DefaultTags)
            : GoText.Merge(configuration.DefaultTags, tags);

    private void RefuseExternal(IReadOnlyDictionary<string, string> tags, string place)
    {
        if (tags.Keys.FirstOrDefault(key => configuration.ExternalManagedTags.Contains(key, StringComparer.Ordinal)) is { } key)
        {
            throw new AlbModelException($"{place}: external managed tag key {key} cannot be specified");
        }
    }
}
