using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Who holds a credential, by unique id: a role made anew under an old name does not revive old sessions.</summary>
internal abstract record IamPrincipal
{
    private IamPrincipal() { }

    /// <param name="UserId"><c>AIDA…</c></param>
    internal sealed record User(string UserId) : IamPrincipal;

    /// <summary>A user with temporary credentials of its own, from GetSessionToken.</summary>
    /// <param name="UserId"><c>AIDA…</c></param>
    internal sealed record UserSession(string UserId, DateTimeOffset IssuedAt) : IamPrincipal;

    /// <summary>Somebody of whom the account knows a name alone, with what a user gives it of its own permissions.</summary>
    /// <param name="UserId">Of the user: <c>AIDA…</c></param>
    /// <param name="Name">As the user calls it.</param>
    /// <param name="SessionPolicies">Empty when it was given none: then it may do nothing.</param>
    internal sealed record FederatedUser(
        string UserId,
        string Name,
        DateTimeOffset IssuedAt,
        ImmutableArray<NamedPolicy> SessionPolicies,
        ImmutableDictionary<string, string> Tags) : IamPrincipal;

    /// <param name="RoleId"><c>AROA…</c></param>
    /// <param name="SessionPolicies">Null when the session was given none: the role's permissions apply whole.</param>
    /// <param name="ContextKeys">Condition keys that hold for all requests of the session, for example the issuer's <c>sub</c>.</param>
    internal sealed record RoleSession(
        string RoleId,
        string SessionName,
        DateTimeOffset IssuedAt,
        ImmutableArray<NamedPolicy>? SessionPolicies,
        ImmutableDictionary<string, string> Tags,
        ImmutableDictionary<string, string> ContextKeys) : IamPrincipal;
}
