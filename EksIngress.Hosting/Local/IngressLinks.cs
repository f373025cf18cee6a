using System.Collections.Immutable;

namespace EksIngress.Hosting.Local;

/// <summary>What of an Ingress a browser on this machine can open.</summary>
internal static class IngressLinks
{
    /// <summary>
    /// A link per path. Of host names only those below <c>.localhost</c> lead here without further help; an Ingress with none
    /// of them has no link.
    /// </summary>
    public static ImmutableArray<UrlSnapshot> Of(EksIngressResource ingress, string? albUrl)
    {
        if (!Uri.TryCreate(albUrl, UriKind.Absolute, out var alb))
        {
            return [];
        }

        string[] hosts = ingress.Hostnames.Count == 0
            ? [alb.Host]
            : [.. ingress.Hostnames.Where(host => host.EndsWith(".localhost", StringComparison.Ordinal) && !host.StartsWith("*.", StringComparison.Ordinal))];
        return
        [
            .. hosts.SelectMany(_ => ingress.Paths, (host, path) =>
                new UrlSnapshot(path.Path, $"{alb.Scheme}://{host}:{alb.Port}{path.Path.TrimEnd('*')}", IsInternal: false)),
        ];
    }
}
