using System.Buffers;
using System.Globalization;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>Durations as Go writes them: <c>1h15m30.918s</c>, <c>300ms</c>, <c>0</c>. Positive ones.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("h", 3600), ("m", 60), ("s", 1)];

    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        var rest = text;
        var seconds = 0.0;
        while (rest.Length > 0)
        {
            var digits = rest.AsSpan().IndexOfAnyExcept(s_number);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var unit = Array.FindIndex(s_units, candidate => rest.StartsWith(candidate.Unit, StringComparison.Ordinal));
            if (unit < 0)
            {
                return false;
            }

            seconds += number * s_units[unit].Seconds;
            rest = rest[s_units[unit].Unit.Length..];
        }

        if (text.Length == 0 || seconds > TimeSpan.MaxValue.TotalSeconds / 2)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
