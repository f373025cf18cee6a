using System.Collections.Immutable;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the actions that come before the one that answers: authenticate-oidc, authenticate-cognito, jwt-validation.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html</remarks>
internal static class AuthenticationReader
{
    /// <summary>The members of an action that authenticates, as operations list them.</summary>
    public const string Members =
        "AuthenticateOidcConfig(Issuer AuthorizationEndpoint TokenEndpoint UserInfoEndpoint ClientId ClientSecret UseExistingClientSecret "
        + Session + ") AuthenticateCognitoConfig(UserPoolArn UserPoolClientId UserPoolDomain " + Session + ") "
        + "JwtValidationConfig(JwksEndpoint Issuer AdditionalClaims[](Format Name Values[]))";

    private const string Session = "SessionCookieName Scope SessionTimeout AuthenticationRequestExtraParams{} OnUnauthenticatedRequest";

    private const int MaxSessionSeconds = 604800;
    private const int MaxExtraParams = 10;
    private const int MaxClaims = 10;
    private const int MaxJwtText = 256;

    private static readonly string[] ImpliedClaims = ["exp", "iss", "nbf", "iat"];

    public static RuleAction.AuthenticateOidc Oidc(AwsParameters config, IEnumerable<RuleAction> present)
    {
        var client = new OidcClient(
            Url(config, "Issuer"),
            Url(config, "AuthorizationEndpoint"),
            Url(config, "TokenEndpoint"),
            Url(config, "UserInfoEndpoint"),
            config.Get("ClientId"),
            Secret(config, present));
        return new RuleAction.AuthenticateOidc(client, Settings(config));
    }

    public static RuleAction.AuthenticateCognito Cognito(AwsParameters config)
    {
        var arn = config.Get("UserPoolArn");
        return arn.Split(':') is ["arn", _, "cognito-idp", _, _, var resource] && resource.StartsWith("userpool/", StringComparison.Ordinal)
            ? new RuleAction.AuthenticateCognito(arn, config.Get("UserPoolClientId"), config.Get("UserPoolDomain"), Settings(config))
            : throw ElbErrors.Validation($"The user pool ARN '{arn}' is not valid");
    }

    public static RuleAction.JwtValidation Jwt(AwsParameters config)
    {
        var claims = config.Structures("AdditionalClaims.member").Select(Claim).ToList();
        if (claims.Count > MaxClaims)
        {
            throw ElbErrors.Validation($"A jwt-validation action can have at most {MaxClaims} additional claims");
        }

        return new RuleAction.JwtValidation(Short("JwksEndpoint", Url(config, "JwksEndpoint")), Short("Issuer", config.Get("Issuer")), claims);
    }

    private static JwtClaim Claim(AwsParameters claim)
    {
        var (format, name, values) = (claim.Get("Format"), claim.Get("Name"), claim.Strings("Values.member"));
        if (format is not ("single-string" or "string-array" or "space-separated-values"))
        {
            throw ElbErrors.Validation($"The claim format '{format}' must be single-string, string-array or space-separated-values");
        }

        if (ImpliedClaims.Contains(name, StringComparer.Ordinal))
        {
            throw ElbErrors.Validation($"The claim '{name}' cannot be specified; it is validated by default");
        }

        return values.Count is >= 1 and <= MaxClaims
            && values.All(value => value.Length is >= 1 and <= MaxJwtText)
            && !(format == "space-separated-values" && values.Any(value => value.Contains(' ', StringComparison.Ordinal)))
            ? new JwtClaim(format, name, [.. values])
            : throw ElbErrors.Validation($"The claim '{name}' must have 1 to {MaxClaims} values of 1 to {MaxJwtText} characters, without spaces where spaces separate them");
    }

    private static string Short(string name, string text) =>
        text.Length <= MaxJwtText ? text : throw ElbErrors.Validation($"{name} cannot be longer than {MaxJwtText} characters");

    private static AuthenticationSettings Settings(AwsParameters config)
    {
        var seconds = config.FindInt32("SessionTimeout") ?? MaxSessionSeconds;
        if (seconds is < 1 or > MaxSessionSeconds)
        {
            throw ElbErrors.Validation($"Session timeout '{seconds.ToString(CultureInfo.InvariantCulture)}' must be between 1 and {MaxSessionSeconds}");
        }

        var behavior = config.Find("OnUnauthenticatedRequest") ?? "authenticate";
        if (behavior is not ("deny" or "allow" or "authenticate"))
        {
            throw ElbErrors.Validation($"OnUnauthenticatedRequest '{behavior}' must be deny, allow or authenticate");
        }

        var parameters = config.Structures("AuthenticationRequestExtraParams.entry");
        return parameters.Count <= MaxExtraParams
            ? new AuthenticationSettings
            {
                SessionCookieName = config.Find("SessionCookieName") ?? "AWSELBAuthSessionCookie",
                Scope = config.Find("Scope") ?? "openid",
                SessionTimeout = TimeSpan.FromSeconds(seconds),
                RequestExtraParams = parameters.ToImmutableSortedDictionary(entry => entry.Get("key"), entry => entry.Find("value") ?? "", StringComparer.Ordinal),
                OnUnauthenticatedRequest = behavior,
            }
            : throw ElbErrors.Validation($"At most {MaxExtraParams} extra parameters can be specified");
    }

    // The secret of the same client goes on; AWS answers it to nobody, so a modification cannot send it again.
    private static string Secret(AwsParameters config, IEnumerable<RuleAction> present)
    {
        var sent = config.Find("ClientSecret");
        if (config.FindBoolean("UseExistingClientSecret") != true)
        {
            return sent ?? throw ElbErrors.Validation("A client secret must be specified");
        }

        if (sent is not null)
        {
            throw ElbErrors.Validation("You cannot specify both a client secret and UseExistingClientSecret");
        }

        return present.OfType<RuleAction.AuthenticateOidc>().FirstOrDefault(action => action.Client.ClientId == config.Get("ClientId"))?.Client.ClientSecret
            ?? throw ElbErrors.Validation("There is no existing client secret to use");
    }

    private static string Url(AwsParameters config, string name)
    {
        var text = config.Get(name);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? text
            : throw ElbErrors.Validation($"The {name} '{text}' must be a full URL, including the HTTPS protocol");
    }
}
