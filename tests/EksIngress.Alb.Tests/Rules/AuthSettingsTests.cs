using EksIngress.Alb.Annotations;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Rules;

public sealed class AuthSettingsTests
{
    private const string Failed = "failed to parse json annotation, alb.ingress.kubernetes.io/";
    private const string Defaults = "authenticate openid AWSELBAuthSessionCookie 604800";

    [Theory]
    [InlineData("", "none " + Defaults)]
    [InlineData("auth-type: none", "none " + Defaults)]
    [InlineData("auth-type: ", "unknown authType: ")]
    [InlineData("auth-type: OIDC", "unknown authType: OIDC")]
    [InlineData("auth-type: cognito", "cognito " + Defaults)]
    [InlineData("auth-on-unauthenticated-request: deny & auth-scope: email openid & auth-session-cookie: c & auth-session-timeout: 60", "none deny email openid c 60")]
    [InlineData("auth-on-unauthenticated-request:  & auth-scope:  & auth-session-cookie:  & auth-session-timeout: 0", "none    0")]
    [InlineData("auth-on-unauthenticated-request: whatever & auth-session-timeout: -9223372036854775808", "none whatever openid AWSELBAuthSessionCookie -9223372036854775808")]
    [InlineData("auth-session-timeout: 9223372036854775808", "failed to parse int64 annotation, alb.ingress.kubernetes.io/auth-session-timeout: 9223372036854775808: strconv.ParseInt: parsing \"9223372036854775808\": value out of range")]
    [InlineData("auth-session-timeout: 7d", "failed to parse int64 annotation, alb.ingress.kubernetes.io/auth-session-timeout: 7d: strconv.ParseInt: parsing \"7d\": invalid syntax")]
    [InlineData("""auth-type: cognito & auth-idp-cognito: {"userPoolARN":"a","userPoolClientID":"b","userPoolDomain":"c"}""", "cognito " + Defaults + " cognito(a b c -)")]
    [InlineData("""auth-type: cognito & auth-idp-cognito: {"userPoolARN":"a","authenticationRequestExtraParams":{"y":"2","x":"1"}}""", "cognito " + Defaults + " cognito(a   x=1 y=2)")]
    [InlineData("""auth-type: cognito & auth-idp-cognito: {"authenticationRequestExtraParams":{}}""", "cognito " + Defaults + " cognito(   )")]
    [InlineData("""auth-idp-cognito: null""", "none " + Defaults + " cognito(   -)")]
    [InlineData("""auth-type: oidc & auth-idp-oidc: {"issuer":"i","authorizationEndpoint":"a","tokenEndpoint":"t","userInfoEndpoint":"u","secretName":"s"}""", "oidc " + Defaults + " oidc(i a t u s -)")]
    [InlineData("""auth-type: oidc & auth-idp-oidc: {"Issuer":"i","secretname":"s","authenticationRequestExtraParams":{"x":null}}""", "oidc " + Defaults + " oidc(i    s x=)")]
    [InlineData("""auth-idp-cognito: {"authenticationRequestExtraParams":{"x":"1","y":"1"},"authenticationRequestExtraParams":{"y":"2"}}""", "none " + Defaults + " cognito(   x=1 y=2)")]
    [InlineData("""auth-idp-cognito: {"authenticationRequestExtraParams":{"x":"1"},"authenticationRequestExtraParams":null}""", "none " + Defaults + " cognito(   -)")]
    [InlineData("""auth-idp-cognito: {"userPoolARN":"a"} & auth-idp-oidc: {"issuer":"i"}""", "none " + Defaults + " cognito(a   -) oidc(i     -)")]
    [InlineData("auth-type: x & auth-session-timeout: y", "unknown authType: x")]
    [InlineData("auth-session-timeout: y & auth-idp-cognito: z", "failed to parse int64 annotation, alb.ingress.kubernetes.io/auth-session-timeout: y: strconv.ParseInt: parsing \"y\": invalid syntax")]
    [InlineData("auth-idp-oidc: z & auth-idp-cognito: y", Failed + "auth-idp-cognito: y: invalid character 'y' looking for beginning of value")]
    [InlineData("auth-idp-oidc: ", Failed + "auth-idp-oidc: : unexpected end of JSON input")]
    [InlineData("""auth-idp-oidc: {"issuer":1}""", Failed + """auth-idp-oidc: {"issuer":1}: json: cannot unmarshal number into Go struct field AuthIDPConfigOIDC.issuer of type string""")]
    [InlineData("""auth-idp-oidc: []""", Failed + "auth-idp-oidc: []: json: cannot unmarshal array into Go value of type ingress.AuthIDPConfigOIDC")]
    [InlineData("""auth-idp-cognito: {"authenticationRequestExtraParams":{"x":1}}""", Failed + """auth-idp-cognito: {"authenticationRequestExtraParams":{"x":1}}: json: cannot unmarshal number into Go struct field AuthIDPConfigCognito.authenticationRequestExtraParams of type string""")]
    [InlineData("""auth-idp-cognito: {"authenticationRequestExtraParams":[1]}""", Failed + """auth-idp-cognito: {"authenticationRequestExtraParams":[1]}: json: cannot unmarshal array into Go struct field AuthIDPConfigCognito.authenticationRequestExtraParams of type map[string]string""")]
    public void Read_Annotations(string ingress, string expected) => Assert.Equal(
        expected, Members.Try(() => Text(AuthSettings.Read(new AnnotationSet(Members.One(ingress).Ingress.Metadata.Annotations)))));

    private static string Text(AuthSettings settings)
    {
        var session = settings.Session;
        var text = $"{settings.Type} {session.OnUnauthenticatedRequest} {session.Scope} {session.CookieName} {session.TimeoutSeconds}";
        if (settings.Cognito is { } pool)
        {
            text += $" cognito({pool.UserPoolArn} {pool.UserPoolClientId} {pool.UserPoolDomain} {Text(pool.ExtraParameters)})";
        }

        return settings.Oidc is { } provider
            ? $"{text} oidc({provider.Issuer} {provider.AuthorizationEndpoint} {provider.TokenEndpoint} {provider.UserInfoEndpoint} {provider.SecretName} {Text(provider.ExtraParameters)})"
            : text;
    }

    private static string Text(IReadOnlyDictionary<string, string>? map) => map is null ? "-" : Members.Text(map);
}
