using System.Collections.Immutable;
using System.Globalization;

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

        string[] hosts = ingress.Hostnames.Count == 0 ? [alb.Host] : [.. ingress.Hostnames.Select(FindLocalHost).OfType<string>()];
        return
        [
            .. hosts.SelectMany(_ => ingress.Routes.Where(route => route.Host is null), (host, route) => Link(alb, host, route.Path)),
            .. ingress.Routes.Where(route => route.Host is not null)
                .Select(route => (Host: FindLocalHost(route.Host!), route.Path))
                .Where(item => item.Host is not null)
                .Select(item => Link(alb, item.Host!, item.Path)),
        ];
    }

    // A host that a parameter names is not known here.
    private static string? FindLocalHost(ReferenceExpression expression)
    {
        var host = expression.ValueProviders.Count > 0 ? "" : string.Format(CultureInfo.InvariantCulture, expression.Format, []);
        return host.EndsWith(".localhost", StringComparison.Ordinal) && !host.StartsWith("*.", StringComparison.Ordinal) ? host : null;
    }

    private static UrlSnapshot Link(Uri alb, string host, string path) =>
        new(path, $"{alb.Scheme}://{host}:{alb.Port}{path.TrimEnd('*')}", IsInternal: false);
}
