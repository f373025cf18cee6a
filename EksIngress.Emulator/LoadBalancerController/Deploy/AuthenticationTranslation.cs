using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Rules;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>The part of <see cref="ElbTranslation"/> for actions that let users or tokens in.</summary>
internal static class AuthenticationTranslation
{
    /// <exception cref="InvalidOperationException">The action authenticates nobody.</exception>
    public static Action ToSdk(ListenerAction action, int order) => action switch
    {
        ListenerAction.AuthenticateCognito cognito => new Action
        {
            Type = ActionTypeEnum.AuthenticateCognito,
            Order = order,
            AuthenticateCognitoConfig = new AuthenticateCognitoActionConfig
            {
                AuthenticationRequestExtraParams = Parameters(cognito.Session),
                OnUnauthenticatedRequest = cognito.Session.OnUnauthenticatedRequest,
                Scope = cognito.Session.Scope,
                SessionCookieName = cognito.Session.CookieName,
                SessionTimeout = cognito.Session.TimeoutSeconds,
                UserPoolArn = cognito.UserPoolArn,
                UserPoolClientId = cognito.UserPoolClientId,
                UserPoolDomain = cognito.UserPoolDomain,
            },
        },
        ListenerAction.AuthenticateOidc oidc => new Action
        {
            Type = ActionTypeEnum.AuthenticateOidc,
            Order = order,
            AuthenticateOidcConfig = new AuthenticateOidcActionConfig
            {
                AuthenticationRequestExtraParams = Parameters(oidc.Session),
                AuthorizationEndpoint = oidc.AuthorizationEndpoint,
                ClientId = oidc.ClientId,
                ClientSecret = oidc.ClientSecret,
                Issuer = oidc.Issuer,
                OnUnauthenticatedRequest = oidc.Session.OnUnauthenticatedRequest,
                Scope = oidc.Session.Scope,
                SessionCookieName = oidc.Session.CookieName,
                SessionTimeout = oidc.Session.TimeoutSeconds,
                TokenEndpoint = oidc.TokenEndpoint,
                UserInfoEndpoint = oidc.UserInfoEndpoint,
            },
        },
        ListenerAction.JwtValidation jwt => new Action
        {
            Type = ActionTypeEnum.JwtValidation,
            Order = order,
            JwtValidationConfig = new JwtValidationActionConfig
            {
                Issuer = jwt.Issuer,
                JwksEndpoint = jwt.JwksEndpoint,
                AdditionalClaims = jwt.AdditionalClaims.Count == 0
                    ? null
                    : [.. jwt.AdditionalClaims.Select(claim => new JwtValidationActionAdditionalClaim { Format = claim.Format, Name = claim.Name, Values = [.. claim.Values] })],
            },
        },
        _ => throw new InvalidOperationException($"{action.Type} authenticates nobody"),
    };

    /// <summary>
    /// What decides whether two such actions are the same; null for other actions. A client secret is never told back, so nobody can know whether it is
    /// still the same: what holds one equals nothing that was read, and is sent again by every reconcile, as upstream does.
    /// </summary>
    public static object?[]? Parts(Action action) => action switch
    {
        { AuthenticateCognitoConfig: { } cognito } =>
        [
            cognito.UserPoolArn,
            cognito.UserPoolClientId,
            cognito.UserPoolDomain,
            .. Session(cognito.OnUnauthenticatedRequest?.Value, cognito.Scope, cognito.SessionCookieName, cognito.SessionTimeout, cognito.AuthenticationRequestExtraParams),
        ],
        { AuthenticateOidcConfig: { } oidc } =>
        [
            oidc.Issuer,
            oidc.AuthorizationEndpoint,
            oidc.TokenEndpoint,
            oidc.UserInfoEndpoint,
            oidc.ClientId,
            oidc.ClientSecret is not null,
            .. Session(oidc.OnUnauthenticatedRequest?.Value, oidc.Scope, oidc.SessionCookieName, oidc.SessionTimeout, oidc.AuthenticationRequestExtraParams),
        ],
        { JwtValidationConfig: { } jwt } =>
        [
            jwt.JwksEndpoint,
            jwt.Issuer,
            (jwt.AdditionalClaims ?? []).Select(claim => new object?[] { claim.Format?.Value, claim.Name, claim.Values ?? [] }),
        ],
        _ => null,
    };

    private static Dictionary<string, string>? Parameters(ListenerAction.AuthenticationSession session) =>
        session.ExtraParameters.Count == 0 ? null : session.ExtraParameters.ToDictionary(StringComparer.Ordinal);

    private static object?[] Session(string? behavior, string scope, string cookie, long? timeout, Dictionary<string, string>? parameters) =>
        [behavior, scope, cookie, timeout, (parameters ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, pair.Value })];
}
