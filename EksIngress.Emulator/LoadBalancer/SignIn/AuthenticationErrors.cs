namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Every way in which an authenticating action can fail.</summary>
/// <remarks>
/// Reasons and metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes.
/// Status codes: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#load-balancer-http-error-codes
/// and https://repost.aws/knowledge-center/elb-configure-authentication-alb; where they leave it open, docs/alb-uncertainties.md says what was chosen.
/// </remarks>
internal static class AuthenticationErrors
{
    private const int Unauthorized = StatusCodes.Status401Unauthorized;
    private const int ProviderError = 561;
    private const int Internal = StatusCodes.Status500InternalServerError;

    public static AuthenticationError InvalidCookie { get; } = Failure("AuthInvalidCookie", Unauthorized);

    public static AuthenticationError MissingHost { get; } = Error("AuthMissingHostHeader", Unauthorized);

    public static AuthenticationError MissingState { get; } = Failure("AuthMissingStateParam", Unauthorized);

    /// <summary>Not made by this load balancer, or older than the client login timeout.</summary>
    public static AuthenticationError InvalidState { get; } = Failure("AuthInvalidStateParam", Unauthorized);

    public static AuthenticationError MissingNonce { get; } = Failure("AuthMissingAWSALBAuthNonce", Unauthorized);

    public static AuthenticationError InvalidNonce { get; } = Failure("AuthInvalidAWSALBAuthNonce", Unauthorized);

    public static AuthenticationError MissingCode { get; } = Failure("AuthMissingCodeParam", Unauthorized);

    /// <summary>The provider answered <c>access_denied</c> in place of a code.</summary>
    public static AuthenticationError AccessDenied { get; } = Failure("AuthMissingCodeParam", Unauthorized);

    /// <summary>The provider answered any other error in place of a code.</summary>
    public static AuthenticationError AuthorizationFailed { get; } = Failure("AuthMissingCodeParam", ProviderError);

    public static AuthenticationError InvalidGrant { get; } = Failure("AuthInvalidGrantError", Unauthorized);

    public static AuthenticationError InvalidTokenResponse { get; } = Failure("AuthInvalidTokenResponse", ProviderError);

    /// <summary>Also: there is none, for the scope does not ask for it.</summary>
    public static AuthenticationError InvalidIdToken { get; } = Failure("AuthInvalidIdToken", Unauthorized);

    public static AuthenticationError TokenEndpointFailed { get; } = Error("AuthTokenEpRequestFailed", ProviderError);

    public static AuthenticationError TokenEndpointTimeout { get; } = Error("AuthTokenEpRequestTimeout", Internal);

    public static AuthenticationError UserInfoFailed { get; } = Error("AuthUserinfoEpRequestFailed", ProviderError);

    public static AuthenticationError UserInfoTimeout { get; } = Error("AuthUserinfoEpRequestTimeout", Internal);

    public static AuthenticationError InvalidUserInfo { get; } = Failure("AuthInvalidUserinfoResponse", ProviderError);

    public static AuthenticationError ClaimsTooLarge { get; } =
        new("AuthUserinfoResponseSizeExceeded", Internal, AuthenticationMetric.ClaimsSizeExceeded);

    public static AuthenticationError TokenMissing { get; } = Token("JWTHeaderNotPresent") with { Challenge = "Bearer" };

    public static AuthenticationError TokenMalformed { get; } = Token("JWTRequestFormatInvalid");

    /// <summary>Also: signed by a key that the provider does not publish, or with another algorithm than RS256.</summary>
    public static AuthenticationError TokenSignature { get; } = Token("JWTSignatureValidationError");

    public static AuthenticationError ClaimMissing { get; } = Token("JWTClaimNotPresent");

    public static AuthenticationError ClaimFormat { get; } = Token("JWTClaimFormatInvalid");

    public static AuthenticationError ClaimValue { get; } = Token("JWTClaimValueInvalid");

    public static AuthenticationError KeysTimeout { get; } = Keys("JWKSRequestTimeout");

    public static AuthenticationError KeysFailed { get; } = Keys("JWKSRequestFailed");

    public static AuthenticationError KeysTooLarge { get; } = Keys("JWKSResponseSizeExceeded");

    public static AuthenticationError KeysInvalid { get; } = Keys("JWKSResponseFormatInvalid");

    private static AuthenticationError Failure(string reason, int statusCode) => new(reason, statusCode, AuthenticationMetric.Failure);

    private static AuthenticationError Error(string reason, int statusCode) => new(reason, statusCode, AuthenticationMetric.Error);

    private static AuthenticationError Token(string reason) =>
        new(reason, Unauthorized, AuthenticationMetric.TokenValidation) { Challenge = "Bearer error=\"invalid_token\"" };

    private static AuthenticationError Keys(string reason) => new(reason, Internal, AuthenticationMetric.TokenValidation);
}
