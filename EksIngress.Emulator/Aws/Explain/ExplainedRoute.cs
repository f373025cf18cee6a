using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Iam;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Where a chain leads: the role, what its sessions carry, and what its pods need to become it.</summary>
/// <param name="Role">The role that the pods have.</param>
/// <param name="SessionTags">Tags of the sessions; policies see them as <c>aws:PrincipalTag/KEY</c>.</param>
/// <param name="SessionKeys">Condition keys that the sessions carry, as <c>ISSUER:sub</c>.</param>
/// <param name="Variables">What every container's environment must have; a null value stands for any.</param>
/// <param name="Audience">Of the token that must be projected.</param>
internal sealed record ExplainedRoute(
    IamRole Role,
    ImmutableDictionary<string, string> SessionTags,
    ImmutableDictionary<string, string> SessionKeys,
    IReadOnlyDictionary<string, string?> Variables,
    string Audience);
