using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EksIngress.Emulator;

/// <summary>
/// What System.Text.Json puts off until a text is read, checked before: otherwise a string that is none would be found in the middle of an
/// operation.
/// </summary>
internal static class StrictJson
{
    /// <param name="json">JSON from outside, before it is parsed.</param>
    /// <exception cref="JsonException">It is not UTF-8, or has an escaped half of a surrogate pair, as <c>"\ud800"</c>.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The text is not UTF-8.", null, 0, 0);
        }

        // A backslash outside of strings is refused by any parser, so all that count are in strings.
        var rest = json;
        for (var at = rest.IndexOf((byte)'\\'); at >= 0; at = rest.IndexOf((byte)'\\'))
        {
            rest = rest[at..];
            var length = EscapeLength(rest);
            if (length == 0)
            {
                throw new JsonException("A string has half of a surrogate pair.", null, json[..^rest.Length].Count((byte)'\n'), json.Length - rest.Length);
            }

            rest = rest[Math.Min(length, rest.Length)..];
        }
    }

    /// <summary>Checks that every number is one that can be compared: a finite one with an exponent of at most four digits.</summary>
    /// <param name="json">As <see cref="Check"/> took it.</param>
    /// <param name="maxDepth">Of objects and lists.</param>
    /// <exception cref="JsonException">It is no JSON, or has another number, as <c>1e999</c>.</exception>
    public static void CheckNumbers(ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                continue;
            }

            var exponent = reader.ValueSpan.IndexOfAny("eE"u8);
            if ((exponent >= 0 && reader.ValueSpan.Length - exponent > 6) || !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
            {
                throw new JsonException("A number is out of range.", null, 0, reader.TokenStartIndex);
            }
        }
    }

    /// <summary>As <see cref="Check"/>, for text; gives its bytes.</summary>
    public static byte[] Encode(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Check(bytes);
        return bytes;
    }

    // \n is 2 long, \u00e9 6, \ud834\udd1e 12; 0 for half of a pair. What is no escape at all is left to the parser.
    private static int EscapeLength(ReadOnlySpan<byte> escape)
    {
        if (Unit(escape) is not { } first)
        {
            return 2;
        }

        if (!char.IsSurrogate((char)first))
        {
            return 6;
        }

        return char.IsHighSurrogate((char)first) && Unit(escape[6..]) is { } second && char.IsLowSurrogate((char)second) ? 12 : 0;
    }

    private static int? Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[0] == '\\' && escape[1] == 'u'
        && Utf8Parser.TryParse(escape[2..6], out int unit, out var consumed, 'X') && consumed == 4
            ? unit
            : null;
}
