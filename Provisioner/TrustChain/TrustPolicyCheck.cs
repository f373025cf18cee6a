using System.Text.Json;
using System.Text.RegularExpressions;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>Whether a role's trust policy lets in the tokens of one service account, and if not, why.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
internal static class TrustPolicyCheck
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    /// <param name="document">The policy as JSON text.</param>
    /// <param name="providerArn">IAM's OIDC provider of the cluster.</param>
    /// <param name="claims">Condition keys of the token, for example <c>ISSUER:sub</c>, and their values.</param>
    /// <returns>Null when the token is let in; else the reason of the statement that came nearest.</returns>
    public static string? FindFault(string document, string providerArn, IReadOnlyDictionary<string, string> claims)
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
            var (isAllow, step, fault) = Judge(statement, providerArn, claims);
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
    private static (bool IsAllow, int Step, string? Fault) Judge(JsonElement statement, string providerArn, IReadOnlyDictionary<string, string> claims)
    {
        var isAllow = statement.TryGetProperty("Effect", out var effect) && effect.GetString() == "Allow";
        var federated = statement.TryGetProperty("Principal", out var principal) && principal.ValueKind == JsonValueKind.Object
            && principal.TryGetProperty("Federated", out var providers) ? Texts(providers) : [];
        if (!federated.Contains(providerArn, StringComparer.Ordinal))
        {
            return (isAllow, 0, federated.Count == 0 ? "no statement has a Federated principal" : $"its principal is {string.Join(", ", federated)}");
        }

        var actions = statement.TryGetProperty("Action", out var action) ? Texts(action) : [];
        if (!actions.Any(pattern => Like(pattern.ToUpperInvariant(), Action.ToUpperInvariant())))
        {
            return (isAllow, 1, $"its action is {string.Join(", ", actions)}");
        }

        var step = 2;
        foreach (var conditionOperator in statement.TryGetProperty("Condition", out var conditions) ? conditions.EnumerateObject() : default)
        {
            foreach (var key in conditionOperator.Value.EnumerateObject())
            {
                if (FindFault(conditionOperator.Name, key.Name, Texts(key.Value), claims) is { } fault)
                {
                    return (isAllow, step, fault);
                }

                step++;
            }
        }

        return (isAllow, step, null);
    }

    private static string? FindFault(string conditionOperator, string key, IReadOnlyList<string> values, IReadOnlyDictionary<string, string> claims)
    {
        var name = conditionOperator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase) ? conditionOperator[..^"IfExists".Length] : conditionOperator;
        var claim = claims.FirstOrDefault(claim => string.Equals(claim.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
        if (claim is null)
        {
            return $"it asks for {key}, which tokens of this cluster do not carry";
        }

        bool? matches = name.ToUpperInvariant() switch
        {
            "STRINGEQUALS" => values.Contains(claim, StringComparer.Ordinal),
            "STRINGEQUALSIGNORECASE" => values.Contains(claim, StringComparer.OrdinalIgnoreCase),
            "STRINGLIKE" => values.Any(value => Like(value, claim)),
            "STRINGNOTEQUALS" => !values.Contains(claim, StringComparer.Ordinal),
            "STRINGNOTLIKE" => !values.Any(value => Like(value, claim)),
            _ => null,
        };
        return matches switch
        {
            true => null,
            false when name.Equals("StringEquals", StringComparison.OrdinalIgnoreCase) && values.Any(value => value.Contains('*', StringComparison.Ordinal)) =>
                $"{conditionOperator} compares {key} with {string.Join(", ", values)} to the letter; wildcards need StringLike",
            false => $"{key} must be {string.Join(" or ", values)}",
            null => $"it uses the operator {conditionOperator}, which cannot be judged here",
        };
    }

    // A star stands for any run of characters, a question mark for one.
    private static bool Like(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z",
            RegexOptions.NonBacktracking | RegexOptions.Singleline);

    private static IEnumerable<JsonElement> Many(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    private static List<string> Texts(JsonElement element) =>
        [.. Many(element).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
