using System.Text.Json;
using Amazon.ElasticLoadBalancingV2.Model;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>
/// A text of actions, conditions and transforms each, equal for what the upstream controller takes for the same. Little is evened out: what one side
/// leaves to a default and the other names is a difference, which is then written again by every reconcile, as upstream does.
/// </summary>
internal static class SettingsText
{
    /// <summary>Whether an action says how clients stick to a target group; if it does not, whatever is there stays.</summary>
    public static bool HasStickiness(IEnumerable<Action> actions) => actions.Any(action => action.ForwardConfig?.TargetGroupStickinessConfig is not null);

    /// <param name="actions">Null is none.</param>
    /// <param name="withStickiness">Answer of <see cref="HasStickiness"/> for the wanted actions.</param>
    public static string Of(IEnumerable<Action>? actions, bool withStickiness) =>
        Write((actions ?? []).OrderBy(action => action.Order ?? 1).Select(action => (object?)new object?[]
        {
            action.Type?.Value,
            Of(action.ForwardConfig, withStickiness),
            Of(action.RedirectConfig),
            action.FixedResponseConfig is { } response ? new object?[] { response.StatusCode, response.ContentType, response.MessageBody } : null,
            AuthenticationTranslation.Parts(action),
        }));

    /// <summary>Sorted by field. Several for one field stay as they are, and so do values.</summary>
    public static string Of(IEnumerable<RuleCondition>? conditions) =>
        Write((conditions ?? []).OrderBy(condition => condition.Field, StringComparer.Ordinal).Select(condition => (object?)new object?[]
        {
            condition.Field,
            condition.HostHeaderConfig is { } host ? Expressions(host.Values, host.RegexValues) : null,
            condition.PathPatternConfig is { } path ? Expressions(path.Values, path.RegexValues) : null,
            condition.HttpHeaderConfig is { } header ? new object?[] { header.HttpHeaderName, Expressions(header.Values, header.RegexValues) } : null,
            condition.HttpRequestMethodConfig is { } method ? method.Values ?? [] : null,
            condition.SourceIpConfig is { } source ? source.Values ?? [] : null,
            condition.QueryStringConfig is { } query ? (query.Values ?? []).Select(pair => new[] { pair.Key, pair.Value }) : null,
        }));

    /// <summary>Sorted by type.</summary>
    public static string Of(IEnumerable<RuleTransform>? transforms) =>
        Write((transforms ?? []).OrderBy(transform => transform.Type.Value, StringComparer.Ordinal).Select(transform => (object?)new object?[]
        {
            transform.Type.Value,
            transform.HostHeaderRewriteConfig is { } host ? Rewrites(host.Rewrites) : null,
            transform.UrlRewriteConfig is { } url ? Rewrites(url.Rewrites) : null,
        }));

    private static object?[]? Of(ForwardActionConfig? forward, bool withStickiness)
    {
        if (forward is null)
        {
            return null;
        }

        // The weight of a single target group decides nothing.
        var groups = forward.TargetGroups ?? [];
        var stickiness = withStickiness ? forward.TargetGroupStickinessConfig : null;
        return
        [
            groups.OrderBy(group => group.TargetGroupArn, StringComparer.Ordinal)
                .Select(group => new object?[] { group.TargetGroupArn, groups.Count == 1 ? null : group.Weight }),
            stickiness is null ? null : new object?[] { stickiness.Enabled, stickiness.DurationSeconds },
        ];
    }

    // A redirect without a part keeps that part of the request.
    private static object?[]? Of(RedirectActionConfig? redirect) => redirect is null
        ? null
        :
        [
            redirect.Protocol ?? "#{protocol}",
            redirect.Host ?? "#{host}",
            redirect.Port ?? "#{port}",
            redirect.Path ?? "/#{path}",
            redirect.Query ?? "#{query}",
            redirect.StatusCode?.Value,
        ];

    private static List<string>[] Expressions(List<string>? values, List<string>? regexes) => [values ?? [], regexes ?? []];

    private static IEnumerable<string[]> Rewrites(List<RewriteConfig>? rewrites) => (rewrites ?? []).Select(rewrite => new[] { rewrite.Regex, rewrite.Replace });

    private static string Write(IEnumerable<object?> parts) => JsonSerializer.Serialize(parts);
}
