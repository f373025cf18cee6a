using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>The policies that bear on a caller.</summary>
/// <param name="Boundary">Null when the user or role has no permissions boundary.</param>
/// <param name="Session">Null when the caller is no session, or one without session policies.</param>
internal sealed record PrincipalPolicies(
    ImmutableArray<NamedPolicy> Identity,
    NamedPolicy? Boundary,
    ImmutableArray<NamedPolicy>? Session);
