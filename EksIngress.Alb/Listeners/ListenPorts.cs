using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads <c>listen-ports</c>: <c>[{"HTTP": 80}, {"HTTPS": 443}]</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#listen-ports</remarks>
public static class ListenPorts
{
    /// <summary>Reads the ports of one Ingress.</summary>
    /// <param name="ingress">Its annotation counts.</param>
    /// <param name="hasCertificates">Without the annotation an Ingress with certificates listens on HTTPS 443, others on HTTP 80.</param>
    /// <returns>Protocol by port.</returns>
    /// <exception cref="AlbModelException">The annotation is malformed.</exception>
    public static IReadOnlyDictionary<int, string> Read(ClassifiedIngress ingress, bool hasCertificates)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        if (ingress.Annotations.FindString(IngressAnnotations.ListenPorts) is not { } raw)
        {
            return new SortedDictionary<int, string> { [hasCertificates ? 443 : 80] = hasCertificates ? "HTTPS" : "HTTP" };
        }

        var entries = Parse(raw);
        if (entries.Count == 0)
        {
            throw new AlbModelException($"empty listen-ports configuration: `{raw}`");
        }

        var ports = new SortedDictionary<int, string>();
        foreach (var (protocol, port) in entries.SelectMany(entry => entry))
        {
            RequirePort(port);
            ports[port] = protocol is "HTTP" or "HTTPS"
                ? protocol
                : throw new AlbModelException($"listen protocol must be within [HTTP, HTTPS]: {protocol}");
        }

        return ports;
    }

    /// <exception cref="AlbModelException">The number is no port.</exception>
    internal static void RequirePort(int port)
    {
        if (port is < 1 or > 65535)
        {
            throw new AlbModelException($"listen port must be within [1, 65535]: {port}");
        }
    }

    private static IReadOnlyList<SortedDictionary<string, int>> Parse(string raw)
    {
        IReadOnlyList<SortedDictionary<string, int>> entries = [];
        try
        {
            GoJsonDecoder.Decode(raw, (decoder, json) => entries = decoder.List<SortedDictionary<string, int>>(json, "map[string]int32", null, (item, _) => ReadEntry(decoder, item)));
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to parse listen-ports configuration: `{raw}`");
        }

        return entries;
    }

    private static SortedDictionary<string, int> ReadEntry(GoJsonDecoder decoder, GoJsonValue json)
    {
        var entry = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (protocol, port) in decoder.Members(json, "map[string]int32"))
        {
            entry[protocol] = decoder.Int32(port, 0);
        }

        return entry;
    }
}
