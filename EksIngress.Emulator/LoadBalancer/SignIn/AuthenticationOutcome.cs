namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What an authenticating action did with a request.</summary>
/// <param name="Action">As access logs have it: <c>authenticate</c> or <c>jwt-validation</c>.</param>
/// <param name="IsFinal">The load balancer answered; the action that comes after it was not executed.</param>
internal sealed record AuthenticationOutcome(string Action, bool IsFinal)
{
    public const string Authenticate = "authenticate";
    public const string JwtValidation = "jwt-validation";

    /// <summary>Null when nothing is wrong; a request that nobody is signed in for is nothing wrong.</summary>
    public AuthenticationError? Error { get; init; }

    /// <summary>The request is the provider's redirect back, which no rule looks at.</summary>
    public bool IsCallback { get; init; }

    /// <summary>The user has just signed in.</summary>
    public bool IsSignIn { get; init; }

    /// <summary>The user's claims were asked for anew with a refresh token.</summary>
    public bool IsRefresh { get; init; }

    /// <summary>How long the provider took to answer for tokens and claims; null when it was not asked.</summary>
    public TimeSpan? ProviderTime { get; init; }
}
