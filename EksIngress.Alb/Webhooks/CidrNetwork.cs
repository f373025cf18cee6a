using System.Globalization;
using System.Net;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Webhooks;

/// <summary>An address with a prefix length.</summary>
internal sealed record CidrNetwork(IPAddress Address, int PrefixLength)
{
    private readonly IPNetwork _network = new(Mask(Address, PrefixLength), PrefixLength);

    /// <summary>Whether no bit is set outside the prefix.</summary>
    public bool IsCanonical => Address.Equals(_network.BaseAddress);

    /// <summary>Null when the text is none.</summary>
    public static CidrNetwork? Find(string text)
    {
        try
        {
            GoCidr.Validate(text);
        }
        catch (AlbModelException)
        {
            return null;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new CidrNetwork(IPAddress.Parse(text[..slash]), int.Parse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The network, without bits outside the prefix.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{GoIpText.Format(_network.BaseAddress)}/{PrefixLength}");

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
