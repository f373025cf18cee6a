using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Rules;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using RuleCondition = EksIngress.Alb.Rules.RuleCondition;
using SdkCondition = Amazon.ElasticLoadBalancingV2.Model.RuleCondition;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>From the model's actions and conditions to the SDK's.</summary>
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
}
