using System.Globalization;

namespace EksIngress.Alb.Rules;

/// <summary>
/// Leaves out rules that would redirect to themselves for ever, and rules that an earlier redirect never lets through. The old way
/// to redirect to HTTPS, an action as the first path on both listeners, depends on it.
/// </summary>
/// <remarks>
/// Conditions are compared as texts: <c>/*</c> covers every path, and nothing else covers what it does not list. Only redirects are looked at.
/// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/tasks/ssl_redirect/
/// </remarks>
public static class RuleOptimizer
{
    /// <summary>The rules that stay, in the order they came in; the first gets priority 1.</summary>
    /// <param name="port">Port of the listener.</param>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="rules">Rules of the listener in order of evaluation.</param>
    /// <exception cref="ArgumentNullException">The protocol or the rules are missing.</exception>
    public static IReadOnlyList<RuleDraft> Optimize(int port, string protocol, IEnumerable<RuleDraft> rules)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(rules);
        var kept = new List<RuleDraft>();
        foreach (var rule in rules)
        {
            if (!RedirectsToItself(port, protocol, rule) &&
                !kept.Exists(earlier => FindRedirect(earlier) is not null && Covers(earlier.Conditions, rule.Conditions)))
            {
                kept.Add(rule);
            }
        }

        return kept;
    }

    private static bool RedirectsToItself(int port, string protocol, RuleDraft rule)
    {
        if (FindRedirect(rule) is not { } redirect)
        {
            return false;
        }

        // The controller does not judge regular expressions; a rule with one is never taken for a loop.
        var (hosts, paths, hasRegexPath) = Collect(rule.Conditions, includeRegexPaths: false);
        return !hasRegexPath &&
            Keeps(redirect.Host, "#{host}", hosts.Contains) &&
            Keeps(redirect.Path, "/#{path}", paths.Contains) &&
            Keeps(redirect.Port, "#{port}", value => value == port.ToString(CultureInfo.InvariantCulture)) &&
            Keeps(redirect.Protocol, "#{protocol}", value => value == protocol) &&
            Keeps(redirect.Query, "#{query}", _ => false);
    }

    private static bool Keeps(string? value, string placeholder, Func<string, bool> equalsRequest) =>
        value is null || value == placeholder || equalsRequest(value);

    private static bool Covers(IReadOnlyList<RuleCondition> earlier, IReadOnlyList<RuleCondition> later)
    {
        if (earlier.Any(condition => condition is not (RuleCondition.HostHeader or RuleCondition.PathPattern)))
        {
            return false;
        }

        var (earlierHosts, earlierPaths, _) = Collect(earlier, includeRegexPaths: true);
        var (laterHosts, laterPaths, _) = Collect(later, includeRegexPaths: true);
        var coversHosts = earlierHosts.Count == 0 || (laterHosts.Count != 0 && earlierHosts.IsSupersetOf(laterHosts));
        var coversPaths = earlierPaths.Count == 0 || earlierPaths.Contains("/*") ||
            (laterPaths.Count != 0 && earlierPaths.IsSupersetOf(laterPaths));
        return coversHosts && coversPaths;
    }

    private static (HashSet<string> Hosts, HashSet<string> Paths, bool HasRegexPath) Collect(
        IReadOnlyList<RuleCondition> conditions, bool includeRegexPaths)
    {
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var hasRegexPath = false;
        foreach (var condition in conditions)
        {
            switch (condition)
            {
                case RuleCondition.HostHeader host:
                    hosts.UnionWith(host.Values);
                    break;
                case RuleCondition.PathPattern { RegexValues.Count: > 0 } path:
                    hasRegexPath = true;
                    paths.UnionWith(includeRegexPaths ? path.RegexValues : []);
                    break;
                case RuleCondition.PathPattern path:
                    paths.UnionWith(path.Values);
                    break;
                default:
                    break;
            }
        }

        return (hosts, paths, hasRegexPath);
    }

    private static ListenerAction.Redirect? FindRedirect(RuleDraft rule) => rule.Actions.OfType<ListenerAction.Redirect>().FirstOrDefault();
}
