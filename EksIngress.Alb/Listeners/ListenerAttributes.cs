using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Listeners;

/// <summary>Attributes of one listener: <c>listener-attributes.HTTP-80</c>, and those of the class.</summary>
public static class ListenerAttributes
{
    /// <summary>The class of the first member wins; it also settles what members disagree about.</summary>
    /// <param name="members">Those that want the port, in the group's order.</param>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="port">Port of the listener.</param>
    /// <exception cref="AlbModelException">Two members give one attribute different values.</exception>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<ClassifiedIngress> members, string protocol, int port)
    {
        ArgumentNullException.ThrowIfNull(members);
        var fromClass = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in FindOfClass(members[0], protocol, port))
        {
            fromClass[pair.Key] = pair.Value;
        }

        var annotated = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var (key, value) in member.Annotations.FindMap($"{IngressAnnotations.ListenerAttributes}.{protocol}-{port}") ?? NoStrings.Map)
            {
                if (annotated.TryGetValue(key, out var earlier) && earlier != value && !fromClass.ContainsKey(key))
                {
                    throw new AlbModelException($"conflicting listener attributes {key}: {earlier} | {value} for ingress {member.Key}");
                }

                annotated[key] = value;
            }
        }

        return GoText.Merge(fromClass, annotated);
    }

    private static IReadOnlyList<IngressClassParams.KeyValue> FindOfClass(ClassifiedIngress member, string protocol, int port) =>
        member.ClassParams?.Spec.Listeners.FirstOrDefault(listener => listener.Protocol == protocol && listener.Port == port)?.ListenerAttributes ?? [];
}
