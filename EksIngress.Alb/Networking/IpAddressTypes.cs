namespace EksIngress.Alb.Networking;

internal static class IpAddressTypes
{
    public const string Ipv4 = "ipv4";
    public const string DualStack = "dualstack";
    public const string DualStackWithoutPublicIpv4 = "dualstack-without-public-ipv4";

    public static bool HasIpv6(string ipAddressType) => ipAddressType is DualStack or DualStackWithoutPublicIpv4;
}
