namespace EksIngress.Provisioner.TrustChain;

/// <summary>Where a chain leads: the role, and what its pods need to become it.</summary>
/// <param name="RoleArn">The role that the pods get.</param>
/// <param name="Variables">What every container's environment must have; a null value stands for any.</param>
/// <param name="Audience">Of the token that must be projected.</param>
internal sealed record ChainRoute(string RoleArn, IReadOnlyDictionary<string, string?> Variables, string Audience)
{
    /// <summary>Tags of the sessions; policies see them as <c>aws:PrincipalTag/KEY</c>.</summary>
    public IReadOnlyDictionary<string, string> SessionTags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Why the role's policies alone do not tell what the pods may do; null when they do.</summary>
    public string? Further { get; init; }
}
