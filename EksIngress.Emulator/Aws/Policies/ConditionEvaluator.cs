using System.Globalization;
using System.Net;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>What a condition says of a request. <see cref="Unknown"/> neither allows nor lifts a denial.</summary>
internal enum ConditionOutcome
{
    Matches,
    DoesNotMatch,
    Unknown,
}

/// <summary>Evaluates conditions as IAM does.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
/// </remarks>
internal static class ConditionEvaluator
{
    // https://www.w3.org/TR/NOTE-datetime
    private static readonly string[] s_dateFormats =
        ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static ConditionOutcome Evaluate(PolicyCondition condition, PolicyContext context, bool hasVariables)
    {
        var sent = context.Find(condition.Key);
        if (sent is null && !KnownConditionKeys.Contains(condition.Key))
        {
            return ConditionOutcome.Unknown;
        }

        if (condition.Operator.Test == ConditionTest.Null)
        {
            return EvaluateNull(condition, sent);
        }

        if (sent is null)
        {
            return EvaluateAbsent(condition.Operator);
        }

        var tests = new List<Func<string, bool?>>();
        foreach (var value in condition.Values)
        {
            // A variable without value makes its value match nothing.
            if (FindTest(condition.Operator.Test, value, hasVariables ? context : null) is { } test)
            {
                tests.Add(test);
            }
        }

        return Combine(condition.Operator, sent, tests);
    }

    private static ConditionOutcome EvaluateNull(PolicyCondition condition, IReadOnlyList<string>? sent)
    {
        var isAbsent = sent is null || sent.Count == 0;
        var outcome = ConditionOutcome.DoesNotMatch;
        foreach (var value in condition.Values)
        {
            if (!bool.TryParse(value, out var wantsAbsent))
            {
                return ConditionOutcome.Unknown;
            }

            outcome = wantsAbsent == isAbsent ? ConditionOutcome.Matches : outcome;
        }

        return outcome;
    }

    private static ConditionOutcome EvaluateAbsent(ConditionOperator conditionOperator)
    {
        var matches = conditionOperator switch
        {
            { IfExists: true } => true,
            { Set: ConditionSet.ForAllValues } => true,
            { Set: ConditionSet.ForAnyValue } => false,
            // "Is not equal" is true of what is not there.
            var plain => plain.IsNegated,
        };
        return matches ? ConditionOutcome.Matches : ConditionOutcome.DoesNotMatch;
    }

    private static ConditionOutcome Combine(ConditionOperator conditionOperator, IReadOnlyList<string> sent, List<Func<string, bool?>> tests)
    {
        var results = new List<bool>(sent.Count);
        foreach (var value in sent)
        {
            var any = false;
            foreach (var test in tests)
            {
                if (test(value) is not { } result)
                {
                    return ConditionOutcome.Unknown;
                }

                any |= result;
            }

            results.Add(any != conditionOperator.IsNegated);
        }

        var matches = conditionOperator switch
        {
            { Set: ConditionSet.ForAllValues } => results.TrueForAll(result => result),
            { Set: ConditionSet.ForAnyValue } => results.Contains(true),
            // Without a set operator a key has one value; should it have several, a negation must hold for each.
            { IsNegated: true } => results.TrueForAll(result => result),
            _ => results.Contains(true),
        };
        return matches ? ConditionOutcome.Matches : ConditionOutcome.DoesNotMatch;
    }

    /// <summary>The comparison with one value of the policy; it answers null for what cannot be compared.</summary>
    private static Func<string, bool?>? FindTest(ConditionTest test, string value, PolicyContext? variables)
    {
        switch (test)
        {
            case ConditionTest.StringLike or ConditionTest.ArnLike:
                if (PolicyPattern.FindPattern(value, variables) is not { } pattern)
                {
                    return null;
                }

                return test == ConditionTest.StringLike ? sent => pattern.Matches(sent) : sent => pattern.MatchesArn(sent);
            case ConditionTest.StringEquals or ConditionTest.StringEqualsIgnoreCase:
                var comparison = test == ConditionTest.StringEquals ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
                return PolicyPattern.FindText(value, variables) is { } text ? sent => string.Equals(sent, text, comparison) : null;
            case ConditionTest.Bool:
                return sent => bool.TryParse(value, out var wanted) && bool.TryParse(sent, out var found) ? wanted == found : null;
            case ConditionTest.BinaryEquals:
                return sent => ParseBinary(value) is { } wanted && ParseBinary(sent) is { } found ? wanted.AsSpan().SequenceEqual(found) : null;
            case ConditionTest.IpAddress:
                return sent => CompareAddress(value, sent);
            case ConditionTest.NumericEquals:
                return sent => Compare(value, sent, ParseNumber, order => order == 0);
            case ConditionTest.NumericLessThan:
                return sent => Compare(value, sent, ParseNumber, order => order < 0);
            case ConditionTest.NumericLessThanEquals:
                return sent => Compare(value, sent, ParseNumber, order => order <= 0);
            case ConditionTest.NumericGreaterThan:
                return sent => Compare(value, sent, ParseNumber, order => order > 0);
            case ConditionTest.NumericGreaterThanEquals:
                return sent => Compare(value, sent, ParseNumber, order => order >= 0);
            case ConditionTest.DateEquals:
                return sent => Compare(value, sent, ParseDate, order => order == 0);
            case ConditionTest.DateLessThan:
                return sent => Compare(value, sent, ParseDate, order => order < 0);
            case ConditionTest.DateLessThanEquals:
                return sent => Compare(value, sent, ParseDate, order => order <= 0);
            case ConditionTest.DateGreaterThan:
                return sent => Compare(value, sent, ParseDate, order => order > 0);
            case ConditionTest.DateGreaterThanEquals:
                return sent => Compare(value, sent, ParseDate, order => order >= 0);
            default:
                return _ => null;
        }
    }

    private static bool? Compare<T>(string value, string sent, Func<string, T?> parse, Func<int, bool> holds)
        where T : struct, IComparable<T> =>
        parse(value) is { } wanted && parse(sent) is { } found ? holds(found.CompareTo(wanted)) : null;

    // Base64, as both policies and requests carry binary values.
    private static byte[]? ParseBinary(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static decimal? ParseNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Seconds since 1970, or one of the forms that W3C has of ISO 8601.
    private static DateTimeOffset? ParseDate(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is > -62135596800 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParseExact(text, s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    // 203.0.113.0/24, or a single address.
    private static bool? CompareAddress(string value, string sent)
    {
        if (!IPAddress.TryParse(sent, out var address))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (!value.Contains('/', StringComparison.Ordinal))
        {
            return IPAddress.TryParse(value, out var single) ? single.Equals(address) : null;
        }

        return IPNetwork.TryParse(value, out var network) ? network.Contains(address) : null;
    }
}
