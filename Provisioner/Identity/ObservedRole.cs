namespace EksIngress.Provisioner.Identity;

/// <summary>A role as IAM has it.</summary>
/// <param name="IsOwned">True if its tags name this environment.</param>
/// <param name="TrustPolicy">Trust policy, percent-encoded as IAM returns it.</param>
/// <param name="PolicyArns">Attached managed policies.</param>
internal sealed record ObservedRole(bool IsOwned, string TrustPolicy, IReadOnlySet<string> PolicyArns);
