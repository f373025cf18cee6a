using System.Buffers;
using System.Text;

namespace EksIngress.Emulator.Aws;

/// <summary>Percent-encoding as AWS signs it (RFC 3986: only letters, digits and <c>-._~</c> stay).</summary>
internal static class UrlEncoding
{
    private static ReadOnlySpan<byte> UpperHex => "0123456789ABCDEF"u8;

    public static string Encode(string text, bool keepSlash = false)
    {
        var octets = Encoding.UTF8.GetByteCount(text);
        var buffer = ArrayPool<byte>.Shared.Rent(octets * 4);
        try
        {
            // The octets stand behind what becomes of them: at most three for each.
            var read = buffer.AsSpan(octets * 3, octets);
            Encoding.UTF8.GetBytes(text, read);
            var written = 0;
            foreach (var octet in read)
            {
                var character = (char)octet;
                if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' || (keepSlash && character == '/'))
                {
                    buffer[written++] = octet;
                }
                else
                {
                    buffer[written++] = (byte)'%';
                    buffer[written++] = UpperHex[octet >> 4];
                    buffer[written++] = UpperHex[octet & 15];
                }
            }

            return written == text.Length ? text : Encoding.ASCII.GetString(buffer, 0, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Name and value pairs of a query string or form, in the order sent, decoded.</summary>
    /// <param name="plusIsSpace">True for forms; in a query string AWS takes a plus as it is.</param>
    public static IReadOnlyList<(string Name, string Value)> Pairs(string text, bool plusIsSpace)
    {
        var pairs = new List<(string, string)>();
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text.AsSpan(range);
            if (pair.Length == 0)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            pairs.Add(equals < 0
                ? (Decode(pair, plusIsSpace), "")
                : (Decode(pair[..equals], plusIsSpace), Decode(pair[(equals + 1)..], plusIsSpace)));
        }

        return pairs;
    }

    private static string Decode(ReadOnlySpan<char> text, bool plusIsSpace) =>
        plusIsSpace && text.Contains('+') ? Uri.UnescapeDataString(text.ToString().Replace('+', ' ')) : Uri.UnescapeDataString(text);
}
