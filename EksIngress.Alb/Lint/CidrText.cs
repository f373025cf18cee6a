using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Alb.Lint;

/// <summary>CIDR blocks as text.</summary>
internal static class CidrText
{
    /// <summary>The block with the bits behind its prefix cleared; null when the text is no block.</summary>
    public static string? Canonical(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 ||
            !IPAddress.TryParse(text.AsSpan(0, slash), out var address) ||
            (address.AddressFamily == AddressFamily.InterNetwork && text.AsSpan(0, slash).Count('.') != 3) ||
            !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (bits > bytes.Length * 8)
        {
            return null;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return $"{new IPAddress(bytes)}/{bits}";
    }

    /// <summary>First and last address of a block; null when the text is none.</summary>
    public static (IPAddress First, IPAddress Last)? Range(string text)
    {
        if (Canonical(text) is not { } canonical)
        {
            return null;
        }

        var slash = canonical.IndexOf('/', StringComparison.Ordinal);
        var first = IPAddress.Parse(canonical[..slash]);
        var bits = int.Parse(canonical[(slash + 1)..], CultureInfo.InvariantCulture);
        var last = first.GetAddressBytes();
        for (var i = 0; i < last.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            last[i] |= (byte)(0xff >> kept);
        }

        return (first, new IPAddress(last));
    }

    public static bool IsIpv6(string text) => text.Contains(':', StringComparison.Ordinal);

    public static string Fix(string text) => Canonical(text) is { } canonical ? $"write {canonical}"
        : IPAddress.TryParse(text, out var address) ? $"write {text}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}"
        : "write an address, a slash and the length of the prefix, for example 10.0.0.0/16";
}
