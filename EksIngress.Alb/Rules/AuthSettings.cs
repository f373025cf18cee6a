using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>The <c>auth-*</c> annotations of a Service and its Ingress.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication</remarks>
public sealed record AuthSettings
{
    /// <summary><c>none</c>, <c>oidc</c> or <c>cognito</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What both kinds of sign-in share.</summary>
    public required ListenerAction.AuthenticationSession Session { get; init; }

    /// <summary>Value of <c>auth-idp-cognito</c>; null without it.</summary>
    public required CognitoProvider? Cognito { get; init; }

    /// <summary>Value of <c>auth-idp-oidc</c>; null without it.</summary>
    public required OidcProvider? Oidc { get; init; }

    /// <summary>Reads them; what is left out has the controller's default.</summary>
    /// <param name="annotations">Of the Service and, where it has none, of the Ingress.</param>
    /// <exception cref="AlbModelException">The type is unknown, or a value is malformed.</exception>
    public static AuthSettings Read(AnnotationSet annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
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

    /// <summary>A Cognito user pool.</summary>
    public sealed class CognitoProvider
    {
        internal CognitoProvider()
        {
        }

        /// <summary>Its ARN.</summary>
        public string UserPoolArn { get; private set; } = "";

        /// <summary>Id of the pool's client.</summary>
        public string UserPoolClientId { get; private set; } = "";

        /// <summary>Prefix of the domain, or the whole domain name.</summary>
        public string UserPoolDomain { get; private set; } = "";

        /// <summary>Query parameters of the redirect to the sign-in page; null for none.</summary>
        public IReadOnlyDictionary<string, string>? ExtraParameters { get; private set; }

        internal static CognitoProvider Read(GoJsonDecoder decoder, GoJsonValue json)
        {
            var provider = new CognitoProvider();
            decoder.Struct(
                json,
                "AuthIDPConfigCognito",
                ("userPoolARN", value => provider.UserPoolArn = decoder.Text(value, provider.UserPoolArn)),
                ("userPoolClientID", value => provider.UserPoolClientId = decoder.Text(value, provider.UserPoolClientId)),
                ("userPoolDomain", value => provider.UserPoolDomain = decoder.Text(value, provider.UserPoolDomain)),
                ("authenticationRequestExtraParams", value => provider.ExtraParameters = decoder.Map(value, provider.ExtraParameters)));
            return provider;
        }
    }

    /// <summary>An OpenID Connect provider.</summary>
    public sealed class OidcProvider
    {
        internal OidcProvider()
        {
        }

        /// <summary>Its identifier, a URL.</summary>
        public string Issuer { get; private set; } = "";

        /// <summary>URL.</summary>
        public string AuthorizationEndpoint { get; private set; } = "";

        /// <summary>URL.</summary>
        public string TokenEndpoint { get; private set; } = "";

        /// <summary>URL.</summary>
        public string UserInfoEndpoint { get; private set; } = "";

        /// <summary>Secret of the Ingress's namespace with <c>clientID</c> and <c>clientSecret</c>.</summary>
        public string SecretName { get; private set; } = "";

        /// <summary>Query parameters of the redirect to the authorization endpoint; null for none.</summary>
        public IReadOnlyDictionary<string, string>? ExtraParameters { get; private set; }

        internal static OidcProvider Read(GoJsonDecoder decoder, GoJsonValue json)
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
                ("authenticationRequestExtraParams", value => provider.ExtraParameters = decoder.Map(value, provider.ExtraParameters)));
            return provider;
        }
    }
}
