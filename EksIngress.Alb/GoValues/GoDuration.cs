using System.Buffers;
using System.Globalization;

namespace EksIngress.Alb.GoValues;

/// <summary>Durations as Go writes them: <c>1h15m30.918s</c>, <c>300ms</c>, <c>0</c>.</summary>
/// <remarks>Source: https://pkg.go.dev/time#ParseDuration</remarks>
internal static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("h", 3600), ("m", 60), ("s", 1)];

    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <exception cref="AlbModelException">The text is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        var negative = text.StartsWith('-');
        var rest = negative || text.StartsWith('+') ? text[1..] : text;
        if (rest == "0")
        {
            return TimeSpan.Zero;
        }

        if (rest.Length == 0)
        {
            throw Invalid(text);
        }

        var seconds = 0.0;
        while (rest.Length > 0)
        {
            var digits = NumberLength(rest);
            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                throw Invalid(text);
            }

            rest = rest[digits..];
            var length = rest.AsSpan().IndexOfAny(Number) is var next and >= 0 ? next : rest.Length;
            if (length == 0)
            {
                throw new AlbModelException($"time: missing unit in duration {GoQuote.Quote(text)}");
            }

            var unit = rest[..length];
            var found = Array.Find(Units, candidate => candidate.Unit == unit);
            if (found.Unit is null)
            {
                throw new AlbModelException($"time: unknown unit {GoQuote.Quote(unit)} in duration {GoQuote.Quote(text)}");
            }

            seconds += number * found.Seconds;
            rest = rest[length..];
        }

        // The most that 64 bits of nanoseconds hold.
        return seconds > long.MaxValue / 1e9 ? throw Invalid(text) : TimeSpan.FromSeconds(negative ? -seconds : seconds);
    }

    // A second point does not belong to the number.
    private static int NumberLength(string text)
    {
        var length = text.AsSpan().IndexOfAnyExcept(Number) is var end and >= 0 ? end : text.Length;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point >= 0 && text.IndexOf('.', point + 1) is var second and >= 0 && second < length ? second : length;
    }

    private static AlbModelException Invalid(string text) => new($"time: invalid duration {GoQuote.Quote(text)}");
}
