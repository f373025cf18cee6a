using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using Elb = Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Turns rules as ELBv2 describes them into those of the model.</summary>
internal static class RuleReader
{
    public static RuleCondition Read(Elb.RuleCondition condition) => condition.Field switch
    {
        "host-header" => new RuleCondition.HostHeader(Values(condition.HostHeaderConfig?.Values, condition.Values), Values(condition.HostHeaderConfig?.RegexValues, condition.RegexValues)),
        "path-pattern" => new RuleCondition.PathPattern(Values(condition.PathPatternConfig?.Values, condition.Values), Values(condition.PathPatternConfig?.RegexValues, condition.RegexValues)),
        "http-header" => new RuleCondition.HttpHeader(condition.HttpHeaderConfig.HttpHeaderName, condition.HttpHeaderConfig.Values ?? [], condition.HttpHeaderConfig.RegexValues ?? []),
        "http-request-method" => new RuleCondition.HttpRequestMethod(condition.HttpRequestMethodConfig.Values ?? []),
        "query-string" => new RuleCondition.QueryString(
            [.. (condition.QueryStringConfig.Values ?? []).Select(pair => new RuleCondition.QueryStringPair(pair.Key is { Length: > 0 } key ? key : null, pair.Value))]),
        "source-ip" => new RuleCondition.SourceIp(condition.SourceIpConfig.Values ?? []),
        var unknown => throw new NotSupportedException($"the condition {unknown} is not known here"),
    };

    public static RuleTransform Read(Elb.RuleTransform transform) => transform.Type.Value switch
    {
        "host-header-rewrite" => new RuleTransform.HostHeaderRewrite(Read(transform.HostHeaderRewriteConfig.Rewrites)),
        "url-rewrite" => new RuleTransform.UrlRewrite(Read(transform.UrlRewriteConfig.Rewrites)),
        var unknown => throw new NotSupportedException($"the transform {unknown} is not known here"),
    };

    /// <summary>In their order.</summary>
    public static IReadOnlyList<ListenerAction> Read(IEnumerable<Elb.Action>? actions) =>
        [.. (actions ?? []).OrderBy(action => action.Order ?? int.MaxValue).Select(Read)];

    private static ListenerAction Read(Elb.Action action) => action.Type.Value switch
    {
        "forward" => ReadForward(action),
        "redirect" => new ListenerAction.Redirect(
            action.RedirectConfig.Host, action.RedirectConfig.Path, action.RedirectConfig.Port, action.RedirectConfig.Protocol, action.RedirectConfig.Query,
            action.RedirectConfig.StatusCode.Value),
        "fixed-response" => new ListenerAction.FixedResponse(
            Text(action.FixedResponseConfig.ContentType), Text(action.FixedResponseConfig.MessageBody), action.FixedResponseConfig.StatusCode),
        "authenticate-oidc" => ReadOidc(action.AuthenticateOidcConfig),
        "authenticate-cognito" => new ListenerAction.AuthenticateCognito(
            action.AuthenticateCognitoConfig.UserPoolArn,
            action.AuthenticateCognitoConfig.UserPoolClientId,
            action.AuthenticateCognitoConfig.UserPoolDomain,
            new ListenerAction.AuthenticationSession(
                action.AuthenticateCognitoConfig.AuthenticationRequestExtraParams ?? [],
                action.AuthenticateCognitoConfig.OnUnauthenticatedRequest?.Value ?? "authenticate",
                action.AuthenticateCognitoConfig.Scope ?? "openid",
                action.AuthenticateCognitoConfig.SessionCookieName ?? "AWSELBAuthSessionCookie",
                action.AuthenticateCognitoConfig.SessionTimeout ?? 604800)),
        "jwt-validation" => new ListenerAction.JwtValidation(
            action.JwtValidationConfig.JwksEndpoint,
            action.JwtValidationConfig.Issuer,
            [.. (action.JwtValidationConfig.AdditionalClaims ?? []).Select(claim => new ListenerAction.JwtClaim(claim.Format.Value, claim.Name, claim.Values ?? []))]),
        var unknown => throw new NotSupportedException($"the action {unknown} is not known here"),
    };

    // ELBv2 never tells the secret.
    private static ListenerAction.AuthenticateOidc ReadOidc(Elb.AuthenticateOidcActionConfig config) => new()
    {
        Issuer = config.Issuer,
        AuthorizationEndpoint = config.AuthorizationEndpoint,
        TokenEndpoint = config.TokenEndpoint,
        UserInfoEndpoint = config.UserInfoEndpoint,
        ClientId = config.ClientId,
        ClientSecret = "",
        Session = new ListenerAction.AuthenticationSession(
            config.AuthenticationRequestExtraParams ?? [],
            config.OnUnauthenticatedRequest?.Value ?? "authenticate",
            config.Scope ?? "openid",
            config.SessionCookieName ?? "AWSELBAuthSessionCookie",
            config.SessionTimeout ?? 604800),
    };

    private static ListenerAction.Forward ReadForward(Elb.Action action)
    {
        var stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
        return new ListenerAction.Forward(
            action.ForwardConfig?.TargetGroups is { Count: > 0 } tuples
                ? [.. tuples.Select(tuple => new ListenerAction.TargetGroupTuple(StackValue.Of(tuple.TargetGroupArn), tuple.Weight))]
                : [new ListenerAction.TargetGroupTuple(StackValue.Of(action.TargetGroupArn), null)],
            stickiness is null ? null : new ListenerAction.TargetGroupStickiness(stickiness.Enabled, stickiness.DurationSeconds));
    }

    private static IReadOnlyList<RuleTransform.Rewrite> Read(IEnumerable<Elb.RewriteConfig>? rewrites) =>
        [.. (rewrites ?? []).Select(rewrite => new RuleTransform.Rewrite(rewrite.Regex, rewrite.Replace))];

    private static IReadOnlyList<string> Values(List<string>? configured, List<string>? plain) => configured ?? plain ?? [];

    private static string? Text(string? text) => text is { Length: > 0 } ? text : null;
}
