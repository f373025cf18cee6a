namespace EksIngress.Emulator.Aws.Policies;

/// <summary>A statement that speaks of a request, and the policy it stands in.</summary>
internal sealed record PolicyMatch(NamedPolicy Policy, PolicyStatement Statement);
