using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>Reads <c>frontend-nlb-listener-port-mapping</c>: <c>80=8080,443=8443</c>, ports of the NLB in front.</summary>
internal static class FrontendNlbPortMapping
{
    /// <returns>Ports of the ALB by ports of the NLB; empty when the ports are the same.</returns>
    /// <exception cref="AlbModelException">The annotation is malformed.</exception>
    public static IReadOnlyDictionary<int, int> Read(AnnotationSet annotations)
    {
        IReadOnlyDictionary<string, string> raw;
        try
        {
            raw = annotations.FindMap(FrontendNlbAnnotations.ListenerPortMapping) ?? Kubernetes.NoStrings.Map;
        }
        catch (AlbModelException exception)
        {
            // The controller shows what it has parsed, which at this point is nothing.
            throw exception.Within("failed to parse frontend-nlb-listener-port-mapping for ingress map[]");
        }

        var mapping = new SortedDictionary<int, int>();
        foreach (var (nlbPort, albPort) in raw)
        {
            mapping[Parse(nlbPort, "NLB")] = Parse(albPort, "ALB");
        }

        return mapping;
    }

    private static int Parse(string port, string owner) =>
        GoNumber.FindInt32(port) ?? throw new AlbModelException($"invalid {owner} listener port: {port}");
}
