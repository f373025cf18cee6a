namespace EksIngress.Alb.Networking;

/// <summary>Address families of a load balancer.</summary>
public static class IpAddressTypes
{
    /// <summary>IPv4 only.</summary>
    public const string Ipv4 = "ipv4";

    /// <summary>IPv4 and IPv6.</summary>
    public const string DualStack = "dualstack";

    /// <summary>IPv6 for clients, IPv4 inside.</summary>
    public const string DualStackWithoutPublicIpv4 = "dualstack-without-public-ipv4";

    /// <summary>Whether subnets need an IPv6 block.</summary>
    public static bool HasIpv6(string ipAddressType) => ipAddressType is DualStack or DualStackWithoutPublicIpv4;
}
