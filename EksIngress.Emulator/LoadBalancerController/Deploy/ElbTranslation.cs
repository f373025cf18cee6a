using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Rules;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using RuleCondition = EksIngress.Alb.Rules.RuleCondition;
using SdkCondition = Amazon.ElasticLoadBalancingV2.Model.RuleCondition;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>
/// From the model's actions and conditions to the SDK's; and a text of each that is equal when ELBv2 would do the same, whatever was left
/// to defaults.
/// </summary>
internal static class ElbTranslation
{
    /// <param name="actions">Actions of a rule or listener.</param>
    /// <param name="arns">What has been made so far.</param>
    /// <param name="weighted">Feature gate WeightedTargetGroups: without it a forward names its one target group alone.</param>
    /// <exception cref="AlbModelException">Several target groups, and the gate is closed.</exception>
    public static List<Action> Actions(IEnumerable<ListenerAction> actions, StackArns arns, bool weighted) =>
        [.. actions.Select((action, index) => weighted || action is not ListenerAction.Forward forward
            ? ToSdk(action, arns, index + 1)
            : new Action
            {
                Type = ActionTypeEnum.Forward,
                Order = index + 1,
                TargetGroupArn = forward.TargetGroups is [var only]
                    ? arns.Resolve(only.TargetGroupArn)
                    : throw new AlbModelException("weighted target groups feature is disabled"),
            })];

    public static List<SdkCondition> Conditions(IEnumerable<RuleCondition> conditions) => [.. conditions.Select(ToSdk)];

    public static string ContentOf(IEnumerable<Action>? actions) =>
        string.Join('\n', (actions ?? []).OrderBy(action => action.Order ?? 1).Select(ContentOf));

    public static string ContentOf(IEnumerable<SdkCondition>? conditions) =>
        string.Join('\n', (conditions ?? []).Select(ContentOf).Order(StringComparer.Ordinal));

    private static Action ToSdk(ListenerAction action, StackArns arns, int order) => action switch
    {
        ListenerAction.Forward forward => new Action
        {
            Type = ActionTypeEnum.Forward,
            Order = order,
            ForwardConfig = new ForwardActionConfig
            {
                TargetGroups = [.. forward.TargetGroups.Select(tuple => new TargetGroupTuple { TargetGroupArn = arns.Resolve(tuple.TargetGroupArn), Weight = tuple.Weight })],
                TargetGroupStickinessConfig = forward.Stickiness is { } stickiness
                    ? new TargetGroupStickinessConfig { Enabled = stickiness.Enabled, DurationSeconds = stickiness.DurationSeconds }
                    : null,
            },
        },
        ListenerAction.Redirect redirect => new Action
        {
            Type = ActionTypeEnum.Redirect,
            Order = order,
            RedirectConfig = new RedirectActionConfig
            {
                Host = redirect.Host,
                Path = redirect.Path,
                Port = redirect.Port,
                Protocol = redirect.Protocol,
                Query = redirect.Query,
                StatusCode = redirect.StatusCode,
            },
        },
        ListenerAction.FixedResponse response => new Action
        {
            Type = ActionTypeEnum.FixedResponse,
            Order = order,
            FixedResponseConfig = new FixedResponseActionConfig
            {
                ContentType = response.ContentType,
                MessageBody = response.MessageBody,
                StatusCode = response.StatusCode,
            },
        },
        ListenerAction.AuthenticateCognito or ListenerAction.AuthenticateOidc or ListenerAction.JwtValidation =>
            AuthenticationTranslation.ToSdk(action, order),
        _ => throw new InvalidOperationException($"unknown action {action.Type}"),
    };

    private static SdkCondition ToSdk(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => new SdkCondition
        {
            Field = host.Field,
            HostHeaderConfig = new HostHeaderConditionConfig { Values = OrNull(host.Values), RegexValues = OrNull(host.RegexValues) },
        },
        RuleCondition.PathPattern path => new SdkCondition
        {
            Field = path.Field,
            PathPatternConfig = new PathPatternConditionConfig { Values = OrNull(path.Values), RegexValues = OrNull(path.RegexValues) },
        },
        RuleCondition.HttpHeader header => new SdkCondition
        {
            Field = header.Field,
            HttpHeaderConfig = new HttpHeaderConditionConfig { HttpHeaderName = header.Name, Values = OrNull(header.Values), RegexValues = OrNull(header.RegexValues) },
        },
        RuleCondition.HttpRequestMethod method => new SdkCondition
        {
            Field = method.Field,
            HttpRequestMethodConfig = new HttpRequestMethodConditionConfig { Values = [.. method.Values] },
        },
        RuleCondition.SourceIp source => new SdkCondition
        {
            Field = source.Field,
            SourceIpConfig = new SourceIpConditionConfig { Values = [.. source.Values] },
        },
        RuleCondition.QueryString query => new SdkCondition
        {
            Field = query.Field,
            QueryStringConfig = new QueryStringConditionConfig
            {
                Values = [.. query.Values.Select(pair => new QueryStringKeyValuePair { Key = pair.Key, Value = pair.Value })],
            },
        },
        _ => throw new InvalidOperationException($"unknown condition {condition.Field}"),
    };

    private static List<string>? OrNull(IReadOnlyList<string> values) => values.Count == 0 ? null : [.. values];

    private static string ContentOf(Action action)
    {
        if (action.ForwardConfig is { TargetGroups.Count: > 0 } forward)
        {
            // The weight of a single target group decides nothing.
            var groups = forward.TargetGroups
                .Select(tuple => forward.TargetGroups.Count == 1 ? tuple.TargetGroupArn : $"{tuple.TargetGroupArn}={Number(tuple.Weight ?? 1)}")
                .Order(StringComparer.Ordinal);
            var stickiness = forward.TargetGroupStickinessConfig is { Enabled: true } sticky ? Number(sticky.DurationSeconds ?? 0) : "";
            return $"forward|{string.Join(',', groups)}|{stickiness}";
        }

        return action switch
        {
            { RedirectConfig: { } redirect } => string.Join(
                '|',
                "redirect",
                redirect.Protocol ?? "#{protocol}",
                redirect.Host ?? "#{host}",
                redirect.Port ?? "#{port}",
                redirect.Path ?? "/#{path}",
                redirect.Query ?? "#{query}",
                redirect.StatusCode.Value),
            { FixedResponseConfig: { } response } => string.Join(
                '|', "fixed-response", response.StatusCode, response.ContentType ?? "", response.MessageBody ?? ""),
            _ => AuthenticationTranslation.ContentOf(action) ?? $"{action.Type.Value}|{action.TargetGroupArn}",
        };
    }

    private static string ContentOf(SdkCondition condition)
    {
        IEnumerable<string>? values = condition switch
        {
            { HostHeaderConfig: { } host } => Expressions(host.Values, host.RegexValues),
            { PathPatternConfig: { } path } => Expressions(path.Values, path.RegexValues),
            { HttpHeaderConfig: { } header } => Expressions(header.Values, header.RegexValues).Prepend(header.HttpHeaderName),
            { HttpRequestMethodConfig: { } method } => method.Values,
            { SourceIpConfig: { } source } => source.Values,
            { QueryStringConfig: { } query } => query.Values.Select(pair => $"{pair.Key}={pair.Value}"),
            _ => condition.Values,
        };
        return $"{condition.Field}|{string.Join('|', values ?? [])}";
    }

    private static IEnumerable<string> Expressions(List<string>? values, List<string>? regexes) =>
        (values ?? []).Concat((regexes ?? []).Select(regex => $"~{regex}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
