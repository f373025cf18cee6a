using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>The links that both ways to a role have: the service account, the role, and whom it trusts.</summary>
internal sealed class RoleLinks(Guarded<IamState> iam, AccessControl access)
{
    public static ExplainedLink CheckAccount(ExplainedSubject subject, bool exists) =>
        exists
            ? ExplainedLink.Holds("service account", $"{subject.Namespace}/{subject.ServiceAccount}")
            : ExplainedLink.Broken(
                "service account",
                $"{subject.Namespace}/{subject.ServiceAccount}",
                "there is none of that name",
                $"kubectl create serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --dry-run=client -o yaml | kubectl apply -f -");

    public IamRole? Find(string roleArn) => access.FindAssumable(iam.Current, roleArn);

    public ExplainedLink CheckRole(IamRole? role, string roleArn, string fix)
    {
        var name = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        return role is not null
            ? ExplainedLink.Holds("role", role.Arn)
            : ExplainedLink.Broken("role", roleArn, iam.Current.Roles.GetValueOrDefault(name) switch
            {
                null => "there is no such role",
                { } found when found.Arn == roleArn => "it was made a moment ago and is not known everywhere yet",
                { } found => $"the role of that name is {found.Arn}",
            }, fix);
    }

    /// <param name="role">The role.</param>
    /// <param name="principal">Who asks for it.</param>
    /// <param name="actions">All that are asked for; each must be allowed.</param>
    /// <param name="region">Region of the request.</param>
    /// <param name="keys">Condition keys of the request.</param>
    /// <param name="wanted">A trust policy that would do.</param>
    public ExplainedLink CheckTrust(
        IamRole role,
        PolicyPrincipal principal,
        string[] actions,
        string region,
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> keys,
        string wanted)
    {
        var context = access.ContextOf(null, region, keys);
        var trust = new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy);
        foreach (var action in actions)
        {
            if (TrustFault.Find(trust, principal, action, context) is { } fault)
            {
                return ExplainedLink.Broken(
                    "trust policy",
                    $"{action} for {principal.Kind} {principal.Value}{(keys.FirstOrDefault(key => key.Key.EndsWith(":sub", StringComparison.Ordinal)).Value is [var sub] ? $" with subject {sub}" : "")}",
                    fault,
                    $"aws iam update-assume-role-policy --role-name {role.RoleName} --policy-document '{wanted}'");
            }
        }

        return ExplainedLink.Holds("trust policy", $"{role.RoleName} trusts {principal.Value}");
    }
}
