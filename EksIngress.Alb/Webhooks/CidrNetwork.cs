using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Alb.Webhooks;

/// <summary>An address with a prefix length, read as strictly as the controller reads it: no leading zeros, no zone.</summary>
internal sealed record CidrNetwork(IPAddress Address, int PrefixLength)
{
    private readonly IPNetwork _network = new(Mask(Address, PrefixLength), PrefixLength);

    /// <summary>Whether no bit is set outside the prefix.</summary>
    public bool IsCanonical => Address.Equals(_network.BaseAddress);

    /// <summary>Null when the text is none.</summary>
    public static CidrNetwork? Find(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || FindAddress(text[..slash]) is not { } address)
        {
            return null;
        }

        var digits = text[(slash + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) &&
            length <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            ? new CidrNetwork(address, length)
            : null;
    }

    /// <summary>Null when the text is no address; <c>1.2.3</c>, <c>01.2.3.4</c> and <c>fe80::1%eth0</c> are none.</summary>
    public static IPAddress? FindAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return text.AsSpan().ContainsAny('%', '[', ']') || text.Contains('/', StringComparison.Ordinal) ||
                !IPAddress.TryParse(text, out var v6)
                ? null
                : v6;
        }

        var parts = text.Split('.');
        return parts.Length == 4 &&
            Array.TrueForAll(parts, part =>
                part.Length is > 0 and <= 3 &&
                (part.Length == 1 || part[0] != '0') &&
                byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)) &&
            IPAddress.TryParse(text, out var v4)
            ? v4
            : null;
    }

    /// <summary>The network, without bits outside the prefix.</summary>
    public override string ToString() => _network.ToString();

    private static IPAddress Mask(IPAddress address, int prefixLength)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(prefixLength - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - bits));
        }

        return new IPAddress(bytes);
    }
}
