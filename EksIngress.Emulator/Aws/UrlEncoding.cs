using System.Text;

namespace EksIngress.Emulator.Aws;

/// <summary>Percent-encoding as AWS signs it (RFC 3986: only letters, digits and <c>-._~</c> stay).</summary>
internal static class UrlEncoding
{
    private const string UpperHex = "0123456789ABCDEF";

    public static string Encode(string text, bool keepSlash = false)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' || (keepSlash && character == '/'))
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('%').Append(UpperHex[octet >> 4]).Append(UpperHex[octet & 15]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>Name and value pairs of a query string or form, in the order sent, decoded.</summary>
    /// <param name="plusIsSpace">True for forms; in a query string AWS takes a plus as it is.</param>
    public static IEnumerable<(string Name, string Value)> Pairs(string text, bool plusIsSpace)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            yield return (Decode(name, plusIsSpace), Decode(value, plusIsSpace));
        }
    }

    private static string Decode(string text, bool plusIsSpace) =>
        Uri.UnescapeDataString(plusIsSpace ? text.Replace('+', ' ') : text);
}
