using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Alb.GoValues;

/// <summary>What the controller takes for a CIDR block: four plain decimal numbers, or IPv6 without a zone; host bits may be set.</summary>
/// <remarks>Source: https://pkg.go.dev/net#ParseCIDR</remarks>
internal static class GoCidr
{
    /// <exception cref="AlbModelException">The text is no CIDR block.</exception>
    public static void Validate(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || FindAddressBits(text[..slash]) is not { } addressBits || !IsPrefix(text.AsSpan(slash + 1), addressBits))
        {
            throw new AlbModelException($"invalid CIDR address: {text}");
        }
    }

    private static bool IsPrefix(ReadOnlySpan<char> text, int addressBits) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && !text.Contains('\0') && bits <= addressBits;

    private static int? FindAddressBits(string address)
    {
        if (!address.Contains(':', StringComparison.Ordinal))
        {
            var parts = address.Split('.');
            return parts.Length == 4 && parts.All(IsOctet) ? 32 : null;
        }

        return !address.AsSpan().ContainsAny("%[] ") &&
            IPAddress.TryParse(address, out var parsed) &&
            parsed.AddressFamily == AddressFamily.InterNetworkV6 &&
            (!address.Contains('.', StringComparison.Ordinal) || address[(address.LastIndexOf(':') + 1)..].Split('.').All(IsOctet))
            ? 128
            : null;
    }

    private static bool IsOctet(string text) =>
        text.Length is >= 1 and <= 3 &&
        text.All(char.IsAsciiDigit) &&
        (text.Length == 1 || text[0] != '0') &&
        int.Parse(text, CultureInfo.InvariantCulture) <= byte.MaxValue;
}
