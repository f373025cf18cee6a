namespace EksIngress.Provisioner.TrustChain;

/// <summary>What a trust policy is asked.</summary>
/// <param name="PrincipalKind"><c>Federated</c> or <c>Service</c>.</param>
/// <param name="Principal">For example the ARN of an OIDC provider, or <c>pods.eks.amazonaws.com</c>.</param>
/// <param name="Actions">All of which must be allowed.</param>
/// <param name="Keys">Condition keys of the request, for example <c>ISSUER:sub</c>, and their values.</param>
internal sealed record TrustQuestion(
    string PrincipalKind, string Principal, IReadOnlyList<string> Actions, IReadOnlyDictionary<string, IReadOnlyList<string>> Keys);
