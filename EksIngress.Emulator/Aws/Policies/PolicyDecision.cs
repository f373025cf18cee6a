namespace EksIngress.Emulator.Aws.Policies;

/// <summary>Answer to one <see cref="AccessRequest"/>, and what decided it.</summary>
/// <param name="Reason">
/// How AWS ends its error message, for example <c>because no identity-based policy allows the eks:CreateCluster action</c>.
/// </param>
/// <param name="Statement">Policy and statement that decided, for example <c>arn:…:policy/P, statement #2</c>; null for a lack of one.</param>
internal sealed record PolicyDecision(PolicyEffect Effect, string Reason, string? Statement)
{
    /// <summary>For a lack of a statement: where one was looked for, for example <c>no statement of permissions boundary arn:…:policy/B</c>.</summary>
    public string? Lack { get; init; }

    /// <summary>The statement that denies; null when none does.</summary>
    public PolicyStatement? DeniedBy { get; init; }

    /// <summary>The statement that decided, or the lack of one.</summary>
    public string DecidedBy => Statement ?? Lack ?? Reason;

    public bool IsAllowed => Effect == PolicyEffect.Allowed;
}

internal enum PolicyEffect
{
    Allowed,
    ImplicitlyDenied,
    ExplicitlyDenied,
}
