namespace EksIngress.Alb.GoValues;

/// <summary>Numbers and truth values in annotations, with the controller's words for what they are not.</summary>
/// <remarks>Source: https://pkg.go.dev/strconv</remarks>
internal static class GoNumber
{
    /// <summary>An optional sign and decimal digits.</summary>
    /// <exception cref="AlbModelException">The text is something else, or does not fit.</exception>
    public static long ParseInt(string text, int bits) => TryParse(text, bits, out var value) is { } fault
        ? throw new AlbModelException($"strconv.ParseInt: parsing {GoQuote.Quote(text)}: {fault}")
        : value;

    /// <summary>Null when the text is no number of 32 bits.</summary>
    public static int? FindInt32(string text) => TryParse(text, 32, out var value) is null ? (int)value : null;

    /// <exception cref="AlbModelException">The text is none of the spellings.</exception>
    public static bool ParseBool(string text) => text switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => throw new AlbModelException($"strconv.ParseBool: parsing {GoQuote.Quote(text)}: invalid syntax"),
    };

    // The digits are looked at from the left, so what is wrong first is what is reported.
    private static string? TryParse(string text, int bits, out long value)
    {
        const string syntax = "invalid syntax";
        const string range = "value out of range";
        value = 0;
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text.AsSpan(1) : text.AsSpan();
        if (digits.IsEmpty)
        {
            return syntax;
        }

        var unsignedLimit = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        UInt128 magnitude = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return syntax;
            }

            magnitude = (magnitude * 10) + (UInt128)(digit - '0');
            if (magnitude > unsignedLimit)
            {
                return range;
            }
        }

        var limit = 1UL << (bits - 1);
        if (negative ? magnitude > limit : magnitude >= limit)
        {
            return range;
        }

        value = negative ? unchecked(-(long)(ulong)magnitude) : (long)magnitude;
        return null;
    }
}
