using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb;

/// <summary>The user's own tags on what is built. Tracking tags are added when a stack is deployed.</summary>
internal sealed class ResourceTags(ControllerConfiguration configuration)
{
    /// <summary>For what a group shares: load balancer, security group, listener.</summary>
    /// <exception cref="AlbModelException">Members give a tag different values.</exception>
    public IReadOnlyDictionary<string, string> OfGroup(IEnumerable<ClassifiedIngress> members)
    {
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

    public IReadOnlyDictionary<string, string> OfIngress(ClassifiedIngress ingress) => WithDefaults(Own(ingress));

    /// <summary>The defaults always win here.</summary>
    public IReadOnlyDictionary<string, string> OfCertificate(ClassifiedIngress ingress) => GoText.Merge(configuration.DefaultTags, Own(ingress));

    public IReadOnlyDictionary<string, string> OfTargetGroup(ClassifiedIngress ingress, Service service)
    {
        var annotated = GoText.Merge(
            new AnnotationSet(service.Metadata.Annotations).FindMap(IngressAnnotations.Tags) ?? NoStrings.Map,
            ingress.Annotations.FindMap(IngressAnnotations.Tags) ?? NoStrings.Map);
        RefuseExternal(annotated, $"failed build tags for Ingress {ingress.Key} and Service {service.Key}");
        return WithDefaults(GoText.Merge(OfClass(ingress), annotated));
    }

    private IReadOnlyDictionary<string, string> Own(ClassifiedIngress ingress)
    {
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
