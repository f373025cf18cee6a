namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Why an authenticating action did not let a request through: what the client is answered, and what logs and metrics say.</summary>
/// <param name="Reason">As access logs have it in <c>error_reason</c>.</param>
/// <param name="Metric">The metric that counts it.</param>
internal sealed record AuthenticationError(string Reason, int StatusCode, AuthenticationMetric Metric)
{
    /// <summary>Value of the WWW-Authenticate header; null for none.</summary>
    public string? Challenge { get; init; }
}
