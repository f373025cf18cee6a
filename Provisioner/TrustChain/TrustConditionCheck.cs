namespace EksIngress.Provisioner.TrustChain;

/// <summary>Whether one key of a condition of a trust policy matches a request.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
/// reference_policies_condition-single-vs-multi-valued-context-keys.html
/// </remarks>
internal static class TrustConditionCheck
{
    private const string IfExists = "IfExists";
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";

    /// <param name="conditionOperator">For example <c>StringLikeIfExists</c>.</param>
    /// <param name="key">For example <c>ISSUER:sub</c>; its case does not matter.</param>
    /// <param name="values">What the policy asks for.</param>
    /// <param name="sent">The condition keys of the request, found whatever their case.</param>
    /// <returns>Null when it matches.</returns>
    public static string? FindFault(string conditionOperator, string key, IReadOnlyList<string> values, IReadOnlyDictionary<string, IReadOnlyList<string>> sent)
    {
        var isForAll = conditionOperator.StartsWith(ForAllValues, StringComparison.OrdinalIgnoreCase);
        var isForAny = conditionOperator.StartsWith(ForAnyValue, StringComparison.OrdinalIgnoreCase);
        var name = conditionOperator[(isForAll ? ForAllValues.Length : isForAny ? ForAnyValue.Length : 0)..];
        var passesWithout = name.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        name = passesWithout ? name[..^IfExists.Length] : name;
        if (name.Equals("Null", StringComparison.OrdinalIgnoreCase))
        {
            return values.Contains(sent.ContainsKey(key) ? "false" : "true", StringComparer.OrdinalIgnoreCase)
                ? null
                : $"{key} {(sent.ContainsKey(key) ? "must not be sent" : "must be sent, and is not")}";
        }

        if (Comparison(name) is not var (matches, isNegated))
        {
            return $"it uses the operator {conditionOperator}, which cannot be judged here";
        }

        if (!sent.TryGetValue(key, out var found))
        {
            return passesWithout || isForAll || (isNegated && !isForAny) ? null : $"it asks for {key}, which is not sent";
        }

        bool Fits(string one) => values.Any(value => matches(value, one)) != isNegated;
        if (isForAll || (isNegated && !isForAny) ? found.All(Fits) : found.Any(Fits))
        {
            return null;
        }

        return name.Equals("StringEquals", StringComparison.OrdinalIgnoreCase) && values.Any(value => value.Contains('*', StringComparison.Ordinal))
            ? $"{conditionOperator} compares {key} with {string.Join(", ", values)} to the letter; wildcards need StringLike"
            : $"it wants {key} {(isNegated ? "not " : "")}to be {string.Join(" or ", values)}, and sent is {string.Join(" and ", found)}";
    }

    // Of ARNs the six parts are compared one by one, each with wildcards of its own.
    private static (Func<string, string, bool> Matches, bool IsNegated)? Comparison(string name) => name.ToUpperInvariant() switch
    {
        "STRINGEQUALS" => (string.Equals, false),
        "STRINGNOTEQUALS" => (string.Equals, true),
        "STRINGEQUALSIGNORECASE" => (IgnoreCase, false),
        "STRINGNOTEQUALSIGNORECASE" => (IgnoreCase, true),
        "STRINGLIKE" => (TrustPolicyCheck.Like, false),
        "STRINGNOTLIKE" => (TrustPolicyCheck.Like, true),
        "ARNEQUALS" or "ARNLIKE" => (LikeArn, false),
        "ARNNOTEQUALS" or "ARNNOTLIKE" => (LikeArn, true),
        _ => null,
    };

    private static bool IgnoreCase(string value, string text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    private static bool LikeArn(string pattern, string text)
    {
        var (wanted, parts) = (pattern.Split(':', 6), text.Split(':', 6));
        return wanted.Length == 6 && parts.Length == 6 && wanted.Zip(parts).All(pair => TrustPolicyCheck.Like(pair.First, pair.Second));
    }
}
