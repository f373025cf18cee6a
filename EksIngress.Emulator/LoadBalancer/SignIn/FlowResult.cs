namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What came of asking a provider.</summary>
/// <param name="Session">Null when it failed.</param>
/// <param name="Detail">For the log, without anything secret; null when nothing is wrong.</param>
internal sealed record FlowResult(UserSession? Session, AuthenticationError? Error, string? Detail)
{
    /// <summary>How long the provider took, also to fail.</summary>
    public TimeSpan Duration { get; init; }
}
