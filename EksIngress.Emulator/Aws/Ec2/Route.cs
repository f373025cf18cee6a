namespace EksIngress.Emulator.Aws.Ec2;

/// <param name="Destination">IPv4 block, canonical.</param>
/// <param name="Target">Id of a gateway or interface; <c>local</c> for the route that every table has.</param>
internal sealed record Route(Ipv4Cidr Destination, string Target)
{
    public const string Local = "local";
}
