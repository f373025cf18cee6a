using System.Globalization;
using System.Text;

namespace EksIngress.Alb;

/// <summary>Strings in quotes, as the controller's messages show them.</summary>
internal static class GoQuote
{
    /// <summary>Quotes, backslashes and what cannot be printed are escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\a' => @"\a",
                '\b' => @"\b",
                '\f' => @"\f",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\v' => @"\v",
                < 0x20 or 0x7f => $@"\x{rune.Value:x2}",
                var value when IsPrintable(rune) || value == ' ' => rune.ToString(),
                < 0x10000 => $@"\u{rune.Value:x4}",
                _ => $@"\U{rune.Value:x8}",
            });
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator);
}
