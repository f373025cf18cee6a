using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Why a trust policy does not let a principal in: what does not fit in the statement that comes nearest.</summary>
internal static class TrustFault
{
    /// <param name="trust">The trust policy.</param>
    /// <param name="principal">For example <c>Federated</c> and the ARN of a provider.</param>
    /// <param name="action">For example <c>sts:AssumeRoleWithWebIdentity</c>.</param>
    /// <param name="context">Condition keys of the request.</param>
    /// <returns>Null when the policy lets it in.</returns>
    public static string? Find(NamedPolicy trust, PolicyPrincipal principal, string action, PolicyContext context)
    {
        var decision = PolicyEvaluator.EvaluateTrust(trust, entry => entry.Kind == "*" || entry == principal, isBounded: false, action, context);
        if (decision.IsAllowed)
        {
            return null;
        }

        if (decision.Effect == PolicyEffect.ExplicitlyDenied)
        {
            return $"{decision.Statement} denies it";
        }

        var nearest = trust.Document.Statements
            .Where(statement => statement.IsAllow)
            .Select(statement => (Fault: Describe(statement, trust.Document, principal, action, context), statement.Name))
            .DefaultIfEmpty((Fault: (Fits: 0, Text: "no statement allows anything"), Name: ""))
            .MaxBy(candidate => candidate.Fault.Fits);
        return nearest.Name.Length == 0 ? nearest.Fault.Text : $"statement {nearest.Name}: {nearest.Fault.Text}";
    }

    /// <summary>How many parts of the statement fit before one does not, and which.</summary>
    private static (int Fits, string Text) Describe(PolicyStatement statement, PolicyDocument document, PolicyPrincipal principal, string action, PolicyContext context)
    {
        var principals = statement.Principals!;
        if (principals.Entries.Any(entry => entry.Kind == "*" || entry == principal) == principals.IsNegated)
        {
            return (0, $"its {(principals.IsNegated ? "NotPrincipal" : "Principal")} is {string.Join(", ", principals.Entries.Select(entry => $"{entry.Kind} {entry.Value}"))}");
        }

        if (!statement.Actions.Cover(action, variables: null, ignoreCase: true))
        {
            return (1, $"its {(statement.Actions.IsNegated ? "NotAction" : "Action")} is {string.Join(", ", statement.Actions.Patterns)}");
        }

        var fits = 2;
        foreach (var condition in statement.Conditions)
        {
            if (ConditionEvaluator.Evaluate(condition, context, document.HasVariables) != ConditionOutcome.Matches)
            {
                var sent = context.Find(condition.Key);
                var hint = condition.Operator.Test == ConditionTest.StringEquals && condition.Values.Any(value => value.AsSpan().ContainsAny('*', '?'))
                    ? "; wildcards need StringLike"
                    : "";
                return (fits, $"{condition.Key} is {(sent is null ? "not sent" : string.Join(", ", sent))}, its condition {(condition.Operator.IsNegated ? "excludes" : "asks for")} {string.Join(" or ", condition.Values)}{hint}");
            }

            fits++;
        }

        throw new InvalidOperationException($"Statement {statement.Name} applies and does not allow.");
    }
}
