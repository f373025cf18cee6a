using System.Text.Json;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads <c>listen-ports</c>: <c>[{"HTTP": 80}, {"HTTPS": 443}]</c>.</summary>
internal static class ListenPorts
{
    /// <returns>Protocol by port.</returns>
    /// <exception cref="AlbModelException">The annotation is malformed.</exception>
    public static IReadOnlyDictionary<int, string> Read(ClassifiedIngress ingress, bool hasCertificates)
    {
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
        foreach (var (protocol, port) in entries.SelectMany(entry => entry.OrderBy(pair => pair.Key, StringComparer.Ordinal)))
        {
            if (port is < 1 or > 65535)
            {
                throw new AlbModelException($"listen port must be within [1, 65535]: {port}");
            }

            ports[port] = protocol is "HTTP" or "HTTPS"
                ? protocol
                : throw new AlbModelException($"listen protocol must be within [HTTP, HTTPS]: {protocol}");
        }

        return ports;
    }

    private static List<Dictionary<string, int>> Parse(string raw)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Dictionary<string, int>>>(raw) ?? [];
        }
        catch (JsonException exception)
        {
            throw new AlbModelException($"failed to parse listen-ports configuration: `{raw}`: {exception.Message}");
        }
    }
}
