using System.Buffers;

namespace EksIngress.Emulator.Aws;

/// <summary>The characters of XML 1.0.</summary>
/// <remarks>Source: https://www.w3.org/TR/xml/#charsets</remarks>
internal static class XmlText
{
    // The control characters but tab, line feed and carriage return; the two that are none; and surrogates, which must come in pairs.
    private static readonly SearchValues<char> Suspect = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Except([0x9, 0xA, 0xD]).Concat(Enumerable.Range(0xD800, 0x800)).Append(0xFFFE).Append(0xFFFF).Select(code => (char)code)]);

    /// <summary>Where the first character is that XML cannot carry; -1 when there is none.</summary>
    public static int FindInvalid(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (text[at..].IndexOfAny(Suspect) is >= 0 and var found)
        {
            at += found;
            if (!(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])))
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }

    /// <summary>The text with a question mark in the place of each such character.</summary>
    public static string Clean(string text)
    {
        for (var at = FindInvalid(text); at >= 0; at = FindInvalid(text))
        {
            text = text.Replace(text[at], '?');
        }

        return text;
    }
}
