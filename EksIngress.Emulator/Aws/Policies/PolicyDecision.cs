namespace EksIngress.Emulator.Aws.Policies;

/// <summary>Answer to one <see cref="AccessRequest"/>, and what decided it.</summary>
/// <param name="Reason">
/// How AWS ends its error message, for example <c>because no identity-based policy allows the eks:CreateCluster action</c>.
/// </param>
/// <param name="Statement">Policy and statement that decided, for example <c>arn:…:policy/P, statement #2</c>; null for a lack of one.</param>
internal sealed record PolicyDecision(PolicyEffect Effect, string Reason, string? Statement)
{
    public bool IsAllowed => Effect == PolicyEffect.Allowed;
}

internal enum PolicyEffect
{
    Allowed,
    ImplicitlyDenied,
    ExplicitlyDenied,
}
