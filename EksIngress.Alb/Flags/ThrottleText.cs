using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Alb.Flags;

/// <summary>The value of <c>--aws-api-throttle</c>: <c>service:operations=rate:burst,…</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/#throttle-config</remarks>
internal static class ThrottleText
{
    /// <returns>The rules by service, in the order in which they stand.</returns>
    /// <exception cref="AlbModelException">The value is malformed.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<ThrottleRule>> Read(string value)
    {
        var rules = new Dictionary<string, List<ThrottleRule>>(StringComparer.Ordinal);
        foreach (var pair in value.Split(','))
        {
            var (subject, limit) = Split(pair, pair.Split('='), "serviceID:operationRegex=rate:burst");
            var (service, operations) = Split(subject, subject.Split(':'), "serviceID:operationRegex");
            var (rate, burst) = Split(limit, limit.Split(':'), "rate:burst");
            var rule = new ThrottleRule(ReadExpression(operations), ReadRate(rate), ReadBurst(burst));
            if (!rules.TryGetValue(service, out var found))
            {
                rules[service] = found = [];
            }

            found.Add(rule);
        }

        return rules.ToDictionary(pair => pair.Key, IReadOnlyList<ThrottleRule> (pair) => pair.Value, StringComparer.Ordinal);
    }

    private static (string Left, string Right) Split(string text, string[] parts, string format) =>
        parts is [var left, var right] ? (left, right) : throw new AlbModelException($"{text} must be formatted as {format}");

    private static Regex ReadExpression(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new AlbModelException($"{text} must be valid regex expression for operation");
        }
    }

    private static double ReadRate(string text) => text.TrimStart('+', '-').ToUpperInvariant() switch
    {
        "INF" or "INFINITY" => text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            ? rate
            : throw new AlbModelException($"{text} must be valid float number as rate for operations per second"),
    };

    // Numbers beyond int are accepted upstream; nobody calls that often.
    private static int ReadBurst(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var burst)
        ? (int)Math.Clamp(burst, int.MinValue, int.MaxValue)
        : throw new AlbModelException($"{text} must be valid integer as burst for operations");
}
