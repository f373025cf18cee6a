using System.Net;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Provisioner.Networking;

/// <summary>A wanted subnet.</summary>
internal sealed record SubnetSpec(string Name, string Cidr, string Zone, bool IsPublic)
{
    // The load balancer controller finds the subnets of an ALB by these.
    private const string PublicRole = "kubernetes.io/role/elb";
    private const string InternalRole = "kubernetes.io/role/internal-elb";

    /// <summary>The tag that says which ALBs may stand in it.</summary>
    public string RoleTag => IsPublic ? PublicRole : InternalRole;

    /// <summary>
    /// One public and one private subnet per zone. The range is cut into eight: the first half is for the public subnets, the
    /// second for the private ones, so that a zone more later on moves none.
    /// </summary>
    /// <param name="spec">The environment.</param>
    /// <param name="zones">Names of the zones, in order; as many as the environment wants at least.</param>
    public static IReadOnlyList<SubnetSpec> For(EnvironmentSpec spec, IReadOnlyList<string> zones)
    {
        var vpc = IPNetwork.Parse(spec.Network.Cidr);
        var count = spec.Network.AvailabilityZoneCount;
        var publicSubnets = Enumerable.Range(0, count).Select(i => Create(i, zones[i], isPublic: true));
        var privateSubnets = Enumerable.Range(0, count).Select(i => Create(i + 4, zones[i], isPublic: false));
        return [.. publicSubnets, .. privateSubnets];

        SubnetSpec Create(int eighth, string zone, bool isPublic) =>
            new(ResourceNames.Subnet(spec, isPublic, zone), Eighth(vpc, eighth), zone, isPublic);
    }

    private static string Eighth(IPNetwork vpc, int index)
    {
        var prefix = vpc.PrefixLength + 3;
        var bytes = vpc.BaseAddress.GetAddressBytes();
        var address = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) + ((uint)index << (32 - prefix));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
