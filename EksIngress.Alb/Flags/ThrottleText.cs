using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Alb.Flags;

/// <summary>The value of <c>--aws-api-throttle</c>: checked, for a controller does not start with a wrong one, and otherwise without use here.</summary>
internal static class ThrottleText
{
    /// <exception cref="AlbModelException">The value is malformed.</exception>
    public static void Check(string value)
    {
        foreach (var pair in value.Split(','))
        {
            var (subject, limit) = Split(pair, pair.Split('='), "serviceID:operationRegex=rate:burst");
            var (_, operations) = Split(subject, subject.Split(':'), "serviceID:operationRegex");
            var (rate, burst) = Split(limit, limit.Split(':'), "rate:burst");
            if (!IsExpression(operations))
            {
                throw new AlbModelException($"{operations} must be valid regex expression for operation");
            }

            if (!double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw new AlbModelException($"{rate} must be valid float number as rate for operations per second");
            }

            if (!long.TryParse(burst, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                throw new AlbModelException($"{burst} must be valid integer as burst for operations");
            }
        }
    }

    private static (string Left, string Right) Split(string text, string[] parts, string format) =>
        parts is [var left, var right] ? (left, right) : throw new AlbModelException($"{text} must be formatted as {format}");

    private static bool IsExpression(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
