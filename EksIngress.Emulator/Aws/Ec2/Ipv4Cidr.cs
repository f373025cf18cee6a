using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A block of IPv4 addresses; host bits are cleared, as EC2 does.</summary>
internal readonly record struct Ipv4Cidr
{
    private Ipv4Cidr(uint first, int prefixLength) => (First, PrefixLength) = (first & Mask(prefixLength), prefixLength);

    public uint First { get; }

    public int PrefixLength { get; }

    public long Size => 1L << (32 - PrefixLength);

    /// <summary>Reads <c>10.0.0.0/16</c>: four decimal numbers without leading zeros, and a length.</summary>
    public static bool TryParse(string text, out Ipv4Cidr cidr)
    {
        cidr = default;
        if (text.Split('/') is not [var address, var length]
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefixLength)
            || prefixLength > 32
            || TryParseAddress(address) is not { } first)
        {
            return false;
        }

        cidr = new Ipv4Cidr(first, prefixLength);
        return true;
    }

    public static string Format(uint address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    public bool Contains(uint address) => (address & Mask(PrefixLength)) == First;

    public bool Contains(Ipv4Cidr other) => other.PrefixLength >= PrefixLength && Contains(other.First);

    public bool Overlaps(Ipv4Cidr other) => Contains(other) || other.Contains(this);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Format(First)}/{PrefixLength}");

    // IPAddress alone reads 010.1 and 1.2 as well, which no API means.
    private static uint? TryParseAddress(string text) =>
        IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() == text
            ? BinaryPrimitives.ReadUInt32BigEndian(parsed.GetAddressBytes())
            : null;

    private static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
