using System.Globalization;
using System.Text.RegularExpressions;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Redirect actions.</summary>
internal static partial class RedirectRules
{
    private const int MaximumPartLength = 128;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB410", "A redirect with another status than 301 and 302", Docs.RedirectApi, Statuses),
        Fails("ALB411", "A redirect to where the request came from", Docs.RedirectApi, Loops),
        Fails("ALB412", "A redirect with a part that is malformed", Docs.RedirectApi, BadParts),
        Warns("ALB413", "A redirect to another protocol on the old port", Docs.RedirectApi, OldPort),
        Fails("ALB414", "A placeholder that does not exist", Docs.RedirectApi, Placeholders),
        Fails("ALB415", "A redirect from HTTPS to HTTP", Docs.RedirectApi, Downgrades),
    ];

    private static IEnumerable<(LintIngress Ingress, string Suffix, ActionAnnotation.Redirect Redirect)> Redirects(LintWorld world) => ActionRules.Used(world)
        .Where(found => found.Action is { Type: "redirect", RedirectConfig: not null })
        .Select(found => (found.Ingress, found.Suffix, found.Action.RedirectConfig!));

    private static IEnumerable<LintFault> Statuses(LintWorld world) => Redirects(world)
        .Where(found => found.Redirect.StatusCode.Length > 0 && found.Redirect.StatusCode is not ("HTTP_301" or "HTTP_302"))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"statusCode '{found.Redirect.StatusCode}' is neither HTTP_301 nor HTTP_302",
            found.Redirect.StatusCode.EndsWith("302", StringComparison.Ordinal) || found.Redirect.StatusCode.EndsWith('7') ? "write HTTP_302" : "write HTTP_301"));

    private static IEnumerable<LintFault> Loops(LintWorld world) => Redirects(world)
        .Where(found => RedirectText.ChangesNothing(found.Redirect))
        .Select(found => found.Ingress.Fault(
            found.Suffix, "the redirect changes none of protocol, host, port and path", "give at least one of them another value"));

    private static IEnumerable<LintFault> BadParts(LintWorld world)
    {
        foreach (var (ingress, suffix, redirect) in Redirects(world))
        {
            var reason =
                redirect.Path is { Length: > 0 } path && path[0] != '/' ? $"path '{path}' does not begin with a slash"
                : redirect.Query is { } query && query.StartsWith('?') ? $"query '{query}' begins with a question mark"
                : redirect.Port is { Length: > 0 } port && port != "#{port}" && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535)
                    ? $"port '{port}' is neither from 1 to 65535 nor #{{port}}"
                : redirect.Protocol is { Length: > 0 } and not ("HTTP" or "HTTPS" or "#{protocol}") ? $"protocol '{redirect.Protocol}' is not HTTP, HTTPS or #{{protocol}}"
                : redirect.Host is { Length: > 0 } host && (host.Contains('/', StringComparison.Ordinal) || host.Contains("::", StringComparison.Ordinal)) ? $"host '{host}' is no host name"
                : new[] { redirect.Path, redirect.Query, redirect.Host }.FirstOrDefault(part => part?.Length > MaximumPartLength) is { } part ? $"'{part}' has {part.Length} characters"
                : null;
            if (reason is not null)
            {
                yield return ingress.Fault(
                    suffix,
                    $"{suffix}: {reason}",
                    "write path with a leading slash, query without '?', port as a number, protocol in capitals, host without scheme; each up to 128 characters");
            }
        }
    }

    private static IEnumerable<LintFault> OldPort(LintWorld world)
    {
        foreach (var (ingress, suffix, redirect) in Redirects(world).Where(found => found.Ingress.Ports is not null && !RedirectText.ChangesNothing(found.Redirect)))
        {
            var from = ingress.Ports!.Where(port => port.Value != redirect.Protocol).Select(port => port.Key).ToList();
            if (redirect.Protocol == "HTTPS" && RedirectText.Keeps(redirect.Port, "#{port}") && from.Count > 0)
            {
                yield return ingress.Fault(
                    suffix,
                    $"the redirect changes the protocol to HTTPS and keeps the port, so a request to port {from[0]} is sent to https://…:{from[0]}",
                    "add \"port\": \"443\"");
            }
            else if (redirect.Port == "443" && RedirectText.Keeps(redirect.Protocol, "#{protocol}") && from.Count > 0 && ingress.HasHttp)
            {
                yield return ingress.Fault(
                    suffix, "the redirect changes the port to 443 and keeps the protocol, so it leads to http://…:443", "add \"protocol\": \"HTTPS\"");
            }
        }
    }

    private static IEnumerable<LintFault> Downgrades(LintWorld world) => Redirects(world)
        .Where(found => found.Redirect.Protocol == "HTTP" && found.Ingress.HasHttps)
        .Select(found => found.Ingress.Fault(
            found.Suffix, "the redirect leads from HTTPS to HTTP, which AWS refuses", "write \"protocol\": \"HTTPS\", or use the action on an HTTP listener only"));

    private static IEnumerable<LintFault> Placeholders(LintWorld world)
    {
        foreach (var (ingress, suffix, redirect) in Redirects(world))
        {
            var bad = new[] { redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query }
                .OfType<string>()
                .SelectMany(part => Placeholder().Matches(part).Select(match => match.Value))
                .FirstOrDefault(placeholder => placeholder is not ("#{protocol}" or "#{host}" or "#{port}" or "#{path}" or "#{query}"));
            if (bad is not null)
            {
                yield return ingress.Fault(
                    suffix, $"'{bad}' is no placeholder", "use #{protocol}, #{host}, #{port}, #{path} and #{query}; path is without its leading slash");
            }
        }
    }

    [GeneratedRegex(@"[#$]\{[^}]*\}")]
    private static partial Regex Placeholder();
}
