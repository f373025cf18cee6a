using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Writes authenticating actions as the API answers them: everything but the client secret.</summary>
internal static class AuthenticationXml
{
    public static XElement Oidc(RuleAction.AuthenticateOidc action) => new(
        "AuthenticateOidcConfig",
        new XElement("Issuer", action.Client.Issuer),
        new XElement("AuthorizationEndpoint", action.Client.AuthorizationEndpoint),
        new XElement("TokenEndpoint", action.Client.TokenEndpoint),
        new XElement("UserInfoEndpoint", action.Client.UserInfoEndpoint),
        new XElement("ClientId", action.Client.ClientId),
        Settings(action.Settings));

    public static XElement Cognito(RuleAction.AuthenticateCognito action) => new(
        "AuthenticateCognitoConfig",
        new XElement("UserPoolArn", action.UserPoolArn),
        new XElement("UserPoolClientId", action.UserPoolClientId),
        new XElement("UserPoolDomain", action.UserPoolDomain),
        Settings(action.Settings));

    public static XElement Jwt(RuleAction.JwtValidation action) => new(
        "JwtValidationConfig",
        new XElement("JwksEndpoint", action.JwksEndpoint),
        new XElement("Issuer", action.Issuer),
        ElbXml.List("AdditionalClaims", action.AdditionalClaims, claim => new object[]
        {
            new XElement("Format", claim.Format),
            new XElement("Name", claim.Name),
            ElbXml.Strings("Values", claim.Values),
        }));

    private static XElement[] Settings(AuthenticationSettings settings) =>
    [
        new("SessionCookieName", settings.SessionCookieName),
        new("Scope", settings.Scope),
        new("SessionTimeout", ((long)settings.SessionTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        new("AuthenticationRequestExtraParams", settings.RequestExtraParams.Select(pair => new XElement("entry", new XElement("key", pair.Key), new XElement("value", pair.Value)))),
        new("OnUnauthenticatedRequest", settings.OnUnauthenticatedRequest),
    ];
}
