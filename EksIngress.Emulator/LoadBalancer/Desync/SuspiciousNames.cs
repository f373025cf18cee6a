namespace EksIngress.Emulator.LoadBalancer.Desync;

/// <summary>
/// Header names that some server may take for Transfer-Encoding or Content-Length once it has trimmed or normalized them, for example
/// <c>Transfer_Encoding</c>, <c>Content-Length </c> or one with a dotless i. The names themselves are not among them.
/// </summary>
internal static class SuspiciousNames
{
    // Longer names have too much else in them.
    private const int MaxLength = 32;

    public static bool Contains(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 13 or > MaxLength)
        {
            return false;
        }

        Span<byte> letters = stackalloc byte[MaxLength];
        var count = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var letter = (byte)(name[i] | 0x20);
            if (letter is >= (byte)'a' and <= (byte)'z' && name[i] < 0x80)
            {
                letters[count++] = letter;
            }
            else if (name[i] is 0xC4 or 0xC5 && i + 1 < name.Length && name[i + 1] is 0xB0 or 0xB1 or 0xBF)
            {
                // Dotted and dotless i, and the long s: upper or lower case makes plain letters of them.
                letters[count++] = name[i] == 0xC4 ? (byte)'i' : (byte)'s';
                i++;
            }
        }

        var text = letters[..count];
        return text.SequenceEqual("transferencoding"u8) || text.SequenceEqual("contentlength"u8);
    }
}
