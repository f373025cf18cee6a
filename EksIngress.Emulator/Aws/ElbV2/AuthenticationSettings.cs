using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What both authenticating actions say about sessions.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html</remarks>
internal sealed record AuthenticationSettings
{
    /// <summary><c>AWSELBAuthSessionCookie</c> by default.</summary>
    public required string SessionCookieName { get; init; }

    /// <summary><c>openid</c> by default.</summary>
    public required string Scope { get; init; }

    /// <summary>1 second to 7 days; 7 days by default.</summary>
    public required TimeSpan SessionTimeout { get; init; }

    /// <summary>Query parameters of the redirect to the identity provider, at most ten.</summary>
    public required ImmutableSortedDictionary<string, string> RequestExtraParams { get; init; }

    /// <summary><c>deny</c> (401), <c>allow</c> (on to the target) or <c>authenticate</c> (to the identity provider), the default.</summary>
    public required string OnUnauthenticatedRequest { get; init; }

    public bool Equals(AuthenticationSettings? other) =>
        other is not null
        && (SessionCookieName, Scope, SessionTimeout, OnUnauthenticatedRequest) == (other.SessionCookieName, other.Scope, other.SessionTimeout, other.OnUnauthenticatedRequest)
        && RequestExtraParams.SequenceEqual(other.RequestExtraParams);

    public override int GetHashCode() => HashCode.Combine(SessionCookieName, Scope, SessionTimeout, OnUnauthenticatedRequest, RequestExtraParams.Count);
}
