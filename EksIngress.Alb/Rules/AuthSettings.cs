using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>The <c>auth-*</c> annotations of a Service and its Ingress.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication</remarks>
internal sealed record AuthSettings
{
    /// <summary><c>none</c>, <c>oidc</c> or <c>cognito</c>.</summary>
    public required string Type { get; init; }

    public required ListenerAction.AuthenticationSession Session { get; init; }

    public required CognitoProvider? Cognito { get; init; }

    public required OidcProvider? Oidc { get; init; }

    /// <exception cref="AlbModelException">The type is unknown, or a value is malformed.</exception>
    public static AuthSettings Read(AnnotationSet annotations)
    {
        var type = annotations.FindString(IngressAnnotations.AuthType) ?? "none";
        if (type is not ("none" or "oidc" or "cognito"))
        {
            throw new AlbModelException($"unknown authType: {type}");
        }

        var timeout = annotations.FindInt64(IngressAnnotations.AuthSessionTimeout) ?? 604_800;
        var cognito = annotations.FindJson(IngressAnnotations.AuthIdpCognito, CognitoProvider.Read);
        var oidc = annotations.FindJson(IngressAnnotations.AuthIdpOidc, OidcProvider.Read);
        var extraParameters = (type == "cognito" ? cognito?.ExtraParameters : oidc?.ExtraParameters) ?? Kubernetes.NoStrings.Map;
        return new AuthSettings
        {
            Type = type,
            Cognito = cognito,
            Oidc = oidc,
            Session = new ListenerAction.AuthenticationSession(
                extraParameters,
                annotations.FindString(IngressAnnotations.AuthOnUnauthenticatedRequest) ?? "authenticate",
                annotations.FindString(IngressAnnotations.AuthScope) ?? "openid",
                annotations.FindString(IngressAnnotations.AuthSessionCookie) ?? "AWSELBAuthSessionCookie",
                timeout),
        };
    }

    internal sealed class CognitoProvider
    {
        public string UserPoolArn { get; private set; } = "";

        public string UserPoolClientId { get; private set; } = "";

        public string UserPoolDomain { get; private set; } = "";

        public IReadOnlyDictionary<string, string>? ExtraParameters { get; private set; }

        public static CognitoProvider Read(GoJsonDecoder decoder, GoJsonValue json)
        {
            var provider = new CognitoProvider();
            decoder.Struct(
                json,
                "AuthIDPConfigCognito",
                ("userPoolARN", value => provider.UserPoolArn = decoder.Text(value, provider.UserPoolArn)),
                ("userPoolClientID", value => provider.UserPoolClientId = decoder.Text(value, provider.UserPoolClientId)),
                ("userPoolDomain", value => provider.UserPoolDomain = decoder.Text(value, provider.UserPoolDomain)),
                ("authenticationRequestExtraParams", value => provider.ExtraParameters = decoder.Map(value)));
            return provider;
        }
    }

    internal sealed class OidcProvider
    {
        public string Issuer { get; private set; } = "";

        public string AuthorizationEndpoint { get; private set; } = "";

        public string TokenEndpoint { get; private set; } = "";

        public string UserInfoEndpoint { get; private set; } = "";

        public string SecretName { get; private set; } = "";

        public IReadOnlyDictionary<string, string>? ExtraParameters { get; private set; }

        public static OidcProvider Read(GoJsonDecoder decoder, GoJsonValue json)
        {
            var provider = new OidcProvider();
            decoder.Struct(
                json,
                "AuthIDPConfigOIDC",
                ("issuer", value => provider.Issuer = decoder.Text(value, provider.Issuer)),
                ("authorizationEndpoint", value => provider.AuthorizationEndpoint = decoder.Text(value, provider.AuthorizationEndpoint)),
                ("tokenEndpoint", value => provider.TokenEndpoint = decoder.Text(value, provider.TokenEndpoint)),
                ("userInfoEndpoint", value => provider.UserInfoEndpoint = decoder.Text(value, provider.UserInfoEndpoint)),
                ("secretName", value => provider.SecretName = decoder.Text(value, provider.SecretName)),
                ("authenticationRequestExtraParams", value => provider.ExtraParameters = decoder.Map(value)));
            return provider;
        }
    }
}
