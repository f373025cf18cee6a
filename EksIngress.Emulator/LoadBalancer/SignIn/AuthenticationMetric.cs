namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Which of CloudWatch's metrics counts a failure.</summary>
internal enum AuthenticationMetric
{
    /// <summary><c>ELBAuthFailure</c>: the request or what the provider said is not valid.</summary>
    Failure,

    /// <summary><c>ELBAuthError</c>: the provider cannot be asked.</summary>
    Error,

    /// <summary><c>ELBAuthUserClaimsSizeExceeded</c>.</summary>
    ClaimsSizeExceeded,

    /// <summary><c>JWTValidationFailureCount</c>.</summary>
    TokenValidation,
}
