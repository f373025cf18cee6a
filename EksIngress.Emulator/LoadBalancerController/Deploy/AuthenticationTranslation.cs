using System.Globalization;
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
    /// Null for other actions. A client secret is never told back, so nobody can know whether it is still the same: what holds one equals
    /// nothing that was read, and is sent again by every reconcile, as upstream does.
    /// </summary>
    public static string? ContentOf(Action action) => action switch
    {
        { AuthenticateCognitoConfig: { } cognito } => string.Join(
            '|',
            "authenticate-cognito",
            cognito.UserPoolArn,
            cognito.UserPoolClientId,
            cognito.UserPoolDomain,
            Session(cognito.OnUnauthenticatedRequest, cognito.Scope, cognito.SessionCookieName, cognito.SessionTimeout, cognito.AuthenticationRequestExtraParams)),
        { AuthenticateOidcConfig: { } oidc } => string.Join(
            '|',
            "authenticate-oidc",
            oidc.Issuer,
            oidc.AuthorizationEndpoint,
            oidc.TokenEndpoint,
            oidc.UserInfoEndpoint,
            oidc.ClientId,
            oidc.ClientSecret is null ? "" : "with a secret",
            Session(oidc.OnUnauthenticatedRequest, oidc.Scope, oidc.SessionCookieName, oidc.SessionTimeout, oidc.AuthenticationRequestExtraParams)),
        { JwtValidationConfig: { } jwt } => string.Join(
            '|',
            (jwt.AdditionalClaims ?? []).Select(claim => $"{claim.Format}:{claim.Name}={string.Join(',', claim.Values)}").Prepend(jwt.Issuer).Prepend(jwt.JwksEndpoint).Prepend("jwt-validation")),
        _ => null,
    };

    private static Dictionary<string, string>? Parameters(ListenerAction.AuthenticationSession session) =>
        session.ExtraParameters.Count == 0 ? null : session.ExtraParameters.ToDictionary(StringComparer.Ordinal);

    private static string Session(string behavior, string scope, string cookie, long? timeout, Dictionary<string, string>? parameters) => string.Join(
        '|',
        (parameters ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")
            .Prepend($"{behavior}|{scope}|{cookie}|{timeout?.ToString(CultureInfo.InvariantCulture)}"));
}
