using System.Globalization;
using System.Net;

namespace EksIngress.Alb.Matching;

/// <summary>An IPv4 or IPv6 block; host bits of its address do not matter.</summary>
internal sealed class CidrBlock
{
    private readonly byte[] _network;
    private readonly int _bits;

    private CidrBlock(byte[] network, int bits) => (_network, _bits) = (network, bits);

    /// <summary>Null when the text is no CIDR block.</summary>
    public static CidrBlock? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 ||
            !IPAddress.TryParse(text.AsSpan(0, slash), out var address) ||
            (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && text.AsSpan(0, slash).Count('.') != 3) ||
            !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return bits <= bytes.Length * 8 ? new CidrBlock(bytes, bits) : null;
    }

    public bool Contains(IPAddress address)
    {
        // A dual-stack socket shows IPv4 peers as ::ffff:a.b.c.d.
        Span<byte> bytes = stackalloc byte[16];
        if (!(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length) || length != _network.Length)
        {
            return false;
        }

        var whole = _bits / 8;
        if (!bytes[..whole].SequenceEqual(_network.AsSpan(0, whole)))
        {
            return false;
        }

        var rest = _bits % 8;
        return rest == 0 || (bytes[whole] ^ _network[whole]) >> (8 - rest) == 0;
    }
}
