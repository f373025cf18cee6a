namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The other side of a rule; exactly one member is set.</summary>
/// <param name="CidrIpv4">Canonical block.</param>
/// <param name="CidrIpv6">Canonical block.</param>
/// <param name="GroupId">Members of this security group.</param>
internal sealed record SecurityGroupPeer(string? CidrIpv4, string? CidrIpv6, string? GroupId)
{
    public override string ToString() => CidrIpv4 ?? CidrIpv6 ?? GroupId ?? "";
}
