using EksIngress.Alb.Annotations;

namespace EksIngress.Alb.Groups;

/// <summary>Values that a group has once: any member may set them, all that do must agree.</summary>
internal static class GroupSettings
{
    /// <summary>Distinct values, those of class parameters in place of the annotation, in ordinal order.</summary>
    public static IReadOnlyList<string> Distinct(
        IngressGroup group, string annotation, Func<Kubernetes.IngressClassParams.Specification, string?> fromClass) =>
        [.. group.Members
            .Select(member => member.ClassParams is { } parameters && fromClass(parameters.Spec) is { Length: > 0 } value
                ? value
                : member.Annotations.FindString(annotation))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    /// <summary>Attributes of the load balancer: class parameters of the first member win, annotations must agree.</summary>
    /// <exception cref="AlbModelException">Two members give one attribute different values that the class does not settle.</exception>
    public static IReadOnlyDictionary<string, string> LoadBalancerAttributes(IngressGroup group)
    {
        var fromClass = Pairs(group.Members[0].ClassParams?.Spec.LoadBalancerAttributes ?? []);
        var annotated = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in group.Members.SelectMany(member =>
            member.Annotations.FindMap(IngressAnnotations.LoadBalancerAttributes) ?? Kubernetes.NoStrings.Map))
        {
            if (annotated.TryGetValue(key, out var earlier) && earlier != value && !fromClass.ContainsKey(key))
            {
                throw new AlbModelException($"conflicting load balancer attributes {key}: {earlier} | {value}");
            }

            annotated[key] = value;
        }

        return GoText.Merge(fromClass, annotated);
    }

    /// <summary>Attributes of one listener: <c>listener-attributes.HTTP-80</c>.</summary>
    /// <exception cref="AlbModelException">Two members give one attribute different values.</exception>
    public static IReadOnlyDictionary<string, string> ListenerAttributes(
        IReadOnlyList<ClassifiedIngress> members, string protocol, int port)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var fromClass = member.ClassParams?.Spec.Listeners
                .FirstOrDefault(listener => listener.Protocol == protocol && listener.Port == port)?.ListenerAttributes ?? [];
            var annotated = member.Annotations.FindMap($"{IngressAnnotations.ListenerAttributes}.{protocol}-{port}") ?? Kubernetes.NoStrings.Map;
            foreach (var (key, value) in GoText.Merge(Pairs(fromClass), annotated))
            {
                if (merged.TryGetValue(key, out var earlier) && earlier != value)
                {
                    throw new AlbModelException($"conflicting listener attributes {key}: {earlier} | {value} for ingress {member.Key}");
                }

                merged[key] = value;
            }
        }

        return merged;
    }

    private static SortedDictionary<string, string> Pairs(IReadOnlyList<Kubernetes.IngressClassParams.KeyValue> list)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in list)
        {
            pairs[pair.Key] = pair.Value;
        }

        return pairs;
    }
}
