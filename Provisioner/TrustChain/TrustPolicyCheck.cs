using System.Text.Json;
using System.Text.RegularExpressions;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>Whether a role's trust policy lets a principal in, and if not, why.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
internal static class TrustPolicyCheck
{
    /// <param name="document">The policy as JSON text.</param>
    /// <param name="action">One of the actions that are asked for.</param>
    /// <param name="question">Who asks, with which condition keys.</param>
    /// <returns>Null when it is let in; else the reason of the statement that came nearest.</returns>
    public static string? FindFault(string document, string action, TrustQuestion question)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(document);
        }
        catch (JsonException exception)
        {
            return $"it is no JSON: {exception.Message}";
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("Statement", out var statements))
        {
            return "it has no Statement";
        }

        var (nearest, reached) = ("it has no statement that allows anything", -1);
        foreach (var statement in Many(statements))
        {
            var (isAllow, step, fault) = Judge(statement, action, question);
            if (!isAllow && fault is null)
            {
                return "a statement denies it";
            }

            if (isAllow && fault is null)
            {
                (nearest, reached) = ("", int.MaxValue);
            }
            else if (isAllow && step > reached)
            {
                (nearest, reached) = (fault!, step);
            }
        }

        return nearest.Length == 0 ? null : nearest;
    }

    // The further a statement is read before something does not fit, the nearer it is to what was meant.
    private static (bool IsAllow, int Step, string? Fault) Judge(JsonElement statement, string action, TrustQuestion question)
    {
        var isAllow = statement.TryGetProperty("Effect", out var effect) && effect.GetString() == "Allow";
        if (FindUnjudged(statement) is { } element)
        {
            return (isAllow, 0, $"it uses {element}, which cannot be judged here");
        }

        if (!statement.TryGetProperty("Principal", out var principal) || !Names(principal, question))
        {
            var all = principal.ValueKind == JsonValueKind.Object ? principal.EnumerateObject().SelectMany(kind => Texts(kind.Value)).ToList() : [];
            return (isAllow, 0, all.Count == 0 ? $"no statement has a {question.PrincipalKind} principal" : $"its principal is {string.Join(", ", all)}");
        }

        var actions = statement.TryGetProperty("Action", out var covered) ? Texts(covered) : [];
        if (!actions.Any(pattern => Like(pattern.ToUpperInvariant(), action.ToUpperInvariant())))
        {
            return (isAllow, 1, $"its action is {string.Join(", ", actions)}");
        }

        var step = 2;
        foreach (var conditionOperator in statement.TryGetProperty("Condition", out var conditions) ? conditions.EnumerateObject() : default)
        {
            foreach (var key in conditionOperator.Value.EnumerateObject())
            {
                if (TrustConditionCheck.FindFault(conditionOperator.Name, key.Name, Texts(key.Value), question.Keys) is { } fault)
                {
                    return (isAllow, step, fault);
                }

                step++;
            }
        }

        return (isAllow, step, null);
    }

    private static string? FindUnjudged(JsonElement statement) =>
        new[] { "NotPrincipal", "NotAction" }.FirstOrDefault(element => statement.TryGetProperty(element, out _));

    // "Principal": "*", or {"Service": "pods.eks.amazonaws.com"}, or {"Federated": ["arn:…"]}.
    private static bool Names(JsonElement principal, TrustQuestion question) =>
        principal.ValueKind switch
        {
            JsonValueKind.String => principal.GetString() == "*",
            JsonValueKind.Object => principal.TryGetProperty(question.PrincipalKind, out var names) && Texts(names).Contains(question.Principal, StringComparer.Ordinal),
            _ => false,
        };

    /// <summary>A star stands for any run of characters, a question mark for one.</summary>
    public static bool Like(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z",
            RegexOptions.NonBacktracking | RegexOptions.Singleline);

    private static IEnumerable<JsonElement> Many(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    // "Null": {"aws:SourceArn": false} is valid, too.
    private static List<string> Texts(JsonElement element) =>
        [.. Many(element)
            .Where(item => item.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
            .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())];
}
