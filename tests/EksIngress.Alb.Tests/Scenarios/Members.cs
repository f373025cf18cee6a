using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Scenarios;

/// <summary>
/// Members of a group as one line of a table: <c>scheme: internal &amp; tags: a=1 || {"scheme":"internal"} || </c> are three, ns-1/ing-1 to
/// ns-1/ing-3. A part in braces is the spec of class parameters.
/// </summary>
internal static class Members
{
    public static IngressGroup Group(string members) => Group(IngressGroupId.Explicit("shared"), members);

    public static IngressGroup Group(IngressGroupId id, string members) => new(id, Read(members), []);

    public static IReadOnlyList<ClassifiedIngress> Read(string members) =>
        [.. members.Split(" || ").Select((member, index) => One($"ing-{index + 1}", member))];

    public static ClassifiedIngress One(string member) => One("ing-1", member);

    /// <summary>The result as text, or the model's own error.</summary>
    public static string Try(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The result as text, or the model's own error.</summary>
    public static async Task<string> TryAsync(Func<ValueTask<string>> act)
    {
        try
        {
            return await act();
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    /// <summary><c>a=1 b=2</c></summary>
    public static string Text(IReadOnlyDictionary<string, string> map) => string.Join(' ', map.Select(pair => $"{pair.Key}={pair.Value}"));

    private static ClassifiedIngress One(string name, string member)
    {
        var parts = member.Split(" & ").Where(part => part.Length != 0).ToList();
        var spec = parts.Find(part => part[0] == '{');
        var ingress = new Ingress
        {
            Metadata = new ObjectMeta
            {
                Namespace = "ns-1",
                Name = name,
                Annotations = Annotations(parts.Where(part => part[0] != '{')),
            },
        };
        return new ClassifiedIngress(
            ingress, spec is null ? null : KubernetesJson.Read<IngressClassParams>($$"""{"metadata":{"name":"strict"},"spec":{{spec}}}"""));
    }

    private static Dictionary<string, string> Annotations(IEnumerable<string> lines) =>
        lines.Select(line => line.Split(": ", 2)).ToDictionary(pair => IngressAnnotations.Key(pair[0]), pair => pair[1], StringComparer.Ordinal);
}
