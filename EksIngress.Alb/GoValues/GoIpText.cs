using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Alb.GoValues;

/// <summary>
/// Addresses as Go prints them: the longest run of two or more zero groups is <c>::</c>, the first of equally long ones; an IPv4-mapped address
/// is its IPv4 address, and no other IPv6 address has a dotted end.
/// </summary>
/// <remarks>Source: https://pkg.go.dev/net#IP.String</remarks>
internal static class GoIpText
{
    private const int Groups = 8;

    public static string Format(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        var groups = Enumerable.Range(0, Groups).Select(i => (bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToArray();
        var (start, length) = FindZeros(groups);
        return length < 2 ? Join(groups) : $"{Join(groups[..start])}::{Join(groups[(start + length)..])}";
    }

    private static string Join(IEnumerable<int> groups) => string.Join(':', groups.Select(group => group.ToString("x", CultureInfo.InvariantCulture)));

    private static (int Start, int Length) FindZeros(int[] groups)
    {
        var longest = (Start: 0, Length: 0);
        var length = 0;
        for (var i = 0; i < Groups; i++)
        {
            length = groups[i] == 0 ? length + 1 : 0;
            if (length > longest.Length)
            {
                longest = (i + 1 - length, length);
            }
        }

        return longest;
    }
}
