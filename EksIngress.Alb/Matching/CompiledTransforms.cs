using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>The transforms of one rule, ready for use on requests that the rule was chosen for.</summary>
/// <remarks>
/// Not documented by AWS, chosen here: a rewrite replaces the first match alone; the URL is path and query as they came; a group that took no
/// part is empty. Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
/// </remarks>
internal sealed class CompiledTransforms
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(" /?#\r\n\0");
    private static readonly SearchValues<char> NotInUrls = SearchValues.Create(" #\r\n\0");

    private readonly Rewrite[] _host;
    private readonly Rewrite[] _url;

    private CompiledTransforms(Rewrite[] host, Rewrite[] url) => (_host, _url) = (host, url);

    /// <exception cref="AlbModelException">An expression cannot be compiled; ELBv2 would have refused it.</exception>
    public static CompiledTransforms Compile(IReadOnlyList<RuleTransform> transforms) => new(
        [.. transforms.OfType<RuleTransform.HostHeaderRewrite>().SelectMany(transform => transform.Rewrites).Select(rewrite => new Rewrite(rewrite, ignoreCase: true))],
        [.. transforms.OfType<RuleTransform.UrlRewrite>().SelectMany(transform => transform.Rewrites).Select(rewrite => new Rewrite(rewrite, ignoreCase: false))]);

    /// <summary>The Host header to send; null when the transform fails, which a client sees as status 500.</summary>
    /// <param name="host">Host header as it came.</param>
    public string? RewriteHost(string host)
    {
        var rewritten = Apply(_host, host);
        return ReferenceEquals(rewritten, host) || (rewritten.Length != 0 && !rewritten.AsSpan().ContainsAny(NotInHosts)) ? rewritten : null;
    }

    /// <summary>Path and query to send; null when the transform fails, which a client sees as status 500.</summary>
    /// <param name="url">Path and query as they came: <c>/a?b=c</c>.</param>
    public string? RewriteUrl(string url)
    {
        var rewritten = Apply(_url, url);
        return ReferenceEquals(rewritten, url) || (rewritten.StartsWith('/') && !rewritten.AsSpan().ContainsAny(NotInUrls)) ? rewritten : null;
    }

    private static string Apply(Rewrite[] rewrites, string text)
    {
        foreach (var rewrite in rewrites)
        {
            text = rewrite.Apply(text);
        }

        return text;
    }

    private sealed class Rewrite(RuleTransform.Rewrite rewrite, bool ignoreCase)
    {
        private readonly RegexValue _regex = RegexValue.TryParse(rewrite.Regex, ignoreCase)
            ?? throw new AlbModelException($"'{rewrite.Regex}' is not a regular expression that a load balancer takes");

        public string Apply(string text)
        {
            var match = _regex.Match(text);
            return match.Success
                ? string.Concat(text.AsSpan(0, match.Index), Expand(match), text.AsSpan(match.Index + match.Length))
                : text;
        }

        // $1 to $9; a dollar sign before anything else is itself.
        private string Expand(Match match)
        {
            var expanded = new StringBuilder();
            for (var i = 0; i < rewrite.Replace.Length; i++)
            {
                if (rewrite.Replace[i] == '$' && i + 1 < rewrite.Replace.Length && rewrite.Replace[i + 1] is >= '1' and <= '9')
                {
                    expanded.Append(match.Groups[rewrite.Replace[++i] - '0'].ValueSpan);
                }
                else
                {
                    expanded.Append(rewrite.Replace[i]);
                }
            }

            return expanded.ToString();
        }
    }
}
