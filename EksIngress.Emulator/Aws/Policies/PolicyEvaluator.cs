using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>
/// Decides as IAM does: an explicit deny anywhere denies; else the identity's policies must allow, and so must its
/// permissions boundary and session policies where it has them; else it is denied implicitly.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
internal static class PolicyEvaluator
{
    public static PolicyDecision Evaluate(PrincipalPolicies policies, string action, string resource, PolicyContext context)
    {
        var denied = FindDenial("an identity-based policy", policies.Identity, action, resource, context)
            ?? (policies.Boundary is { } boundary ? FindDenial("a permissions boundary", [boundary], action, resource, context) : null)
            ?? (policies.Session is { } session ? FindDenial("a session policy", session, action, resource, context) : null);
        if (denied is not null)
        {
            return denied;
        }

        if (FindStatement(policies.Identity, isAllow: true, action, resource, context) is not { } allowing)
        {
            return Implicit("identity-based policy", action, policies.Identity);
        }

        return FindLimit(policies, action, resource, context) ?? new PolicyDecision(PolicyEffect.Allowed, "allowed", allowing);
    }

    /// <summary>
    /// The boundary or session policy that keeps a caller from what another policy grants; null when none does. Used where
    /// the grant is a role's trust policy.
    /// </summary>
    public static PolicyDecision? FindLimit(PrincipalPolicies policies, string action, string resource, PolicyContext context)
    {
        if (policies.Boundary is { } boundary && FindStatement([boundary], isAllow: true, action, resource, context) is null)
        {
            return Implicit("permissions boundary", action, [boundary]);
        }

        return policies.Session is { } session && FindStatement(session, isAllow: true, action, resource, context) is null
            ? Implicit("session policy", action, session)
            : null;
    }

    /// <summary>Evaluates a role's trust policy for one caller.</summary>
    /// <param name="isPrincipal">True if the entry of a Principal element means the caller.</param>
    /// <param name="isBounded">
    /// Whether the caller has a permissions boundary: a Deny with NotPrincipal then denies it whatever that names
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
    /// </param>
    public static PolicyDecision EvaluateTrust(NamedPolicy trust, Func<PolicyPrincipal, bool> isPrincipal, bool isBounded, string action, PolicyContext context)
    {
        PolicyDecision? allowed = null;
        foreach (var statement in trust.Document.Statements)
        {
            var principals = statement.Principals!;
            var applies = principals.Entries.Any(isPrincipal) != principals.IsNegated || (principals.IsNegated && !statement.IsAllow && isBounded);
            if (!applies || !Applies(statement, trust.Document, action, resource: null, context))
            {
                continue;
            }

            var name = $"{trust.Name}, statement {statement.Name}";
            if (!statement.IsAllow)
            {
                return new PolicyDecision(PolicyEffect.ExplicitlyDenied, "with an explicit deny in a resource-based policy", name);
            }

            allowed ??= new PolicyDecision(PolicyEffect.Allowed, "allowed", name);
        }

        return allowed ?? Implicit("resource-based policy", action, [trust]);
    }

    /// <summary>The statements with this effect that speak of the request, in the order of policies and statements.</summary>
    public static IEnumerable<PolicyMatch> FindStatements(
        ImmutableArray<NamedPolicy> policies, bool isAllow, string action, string resource, PolicyContext context) =>
        from policy in policies
        from statement in policy.Document.Statements
        where statement.IsAllow == isAllow && Applies(statement, policy.Document, action, resource, context)
        select new PolicyMatch(policy, statement);

    /// <summary>
    /// The condition keys, in conditions and variables, on which a request with this action and resource may depend. A variable in
    /// a Resource may decide whether the statement is about the resource at all, so its keys count whatever the resource.
    /// </summary>
    public static IEnumerable<string> FindKeys(ImmutableArray<NamedPolicy> policies, string action, string resource, PolicyContext context)
    {
        foreach (var (document, statement) in policies.SelectMany(policy => policy.Document.Statements.Select(statement => (policy.Document, statement))))
        {
            if (!statement.Actions.Cover(action, variables: null, ignoreCase: true))
            {
                continue;
            }

            var resources = statement.Resources?.Patterns ?? [];
            foreach (var key in document.HasVariables ? resources.SelectMany(PolicyPattern.FindVariables) : [])
            {
                yield return key;
            }

            if (statement.Resources is not null && !statement.Resources.Cover(resource, document.HasVariables ? context : null, ignoreCase: false))
            {
                continue;
            }

            foreach (var condition in statement.Conditions)
            {
                yield return condition.Key;
                foreach (var key in document.HasVariables ? condition.Values.SelectMany(PolicyPattern.FindVariables) : [])
                {
                    yield return key;
                }
            }
        }
    }

    private static PolicyDecision? FindDenial(string kind, ImmutableArray<NamedPolicy> policies, string action, string resource, PolicyContext context) =>
        FindStatements(policies, isAllow: false, action, resource, context).FirstOrDefault() is { } match
            ? new PolicyDecision(PolicyEffect.ExplicitlyDenied, $"with an explicit deny in {kind}", $"{match.Policy.Name}, statement {match.Statement.Name}") { DeniedBy = match.Statement }
            : null;

    private static string? FindStatement(ImmutableArray<NamedPolicy> policies, bool isAllow, string action, string resource, PolicyContext context)
    {
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Document.Statements)
            {
                if (statement.IsAllow == isAllow && Applies(statement, policy.Document, action, resource, context))
                {
                    return $"{policy.Name}, statement {statement.Name}";
                }
            }
        }

        return null;
    }

    private static bool Applies(PolicyStatement statement, PolicyDocument document, string action, string? resource, PolicyContext context)
    {
        var variables = document.HasVariables ? context : null;
        if (!statement.Actions.Cover(action, variables: null, ignoreCase: true)
            || (resource is not null && statement.Resources is { } resources && !resources.Cover(resource, variables, ignoreCase: false)))
        {
            return false;
        }

        foreach (var condition in statement.Conditions)
        {
            var outcome = ConditionEvaluator.Evaluate(condition, context, document.HasVariables);
            // What cannot be told must not open anything: it fails an Allow, and does not lift a Deny.
            if (outcome == ConditionOutcome.DoesNotMatch || (outcome == ConditionOutcome.Unknown && statement.IsAllow))
            {
                return false;
            }
        }

        return true;
    }

    private static PolicyDecision Implicit(string kind, string action, ImmutableArray<NamedPolicy> asked) =>
        new(PolicyEffect.ImplicitlyDenied, $"because no {kind} allows the {action} action", null)
        {
            Lack = asked.IsEmpty ? $"no {kind}, for there is none" : $"no statement of {kind} {string.Join(", ", asked.Select(policy => policy.Name))}",
        };
}
