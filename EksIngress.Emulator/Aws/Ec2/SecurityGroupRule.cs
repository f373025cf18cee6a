namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A rule of a security group; a resource of its own, with id and tags.</summary>
internal sealed record SecurityGroupRule : Ec2Resource
{
    public required string GroupId { get; init; }

    public required bool IsEgress { get; init; }

    public required SecurityGroupTraffic Traffic { get; init; }

    public required SecurityGroupPeer Peer { get; init; }

    public string? Description { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.SecurityGroupRule;

    /// <summary>Same direction, traffic and peer: what may be in a group only once. The description does not count.</summary>
    public bool IsSameAs(SecurityGroupRule other) =>
        GroupId == other.GroupId && IsEgress == other.IsEgress && Traffic == other.Traffic && Peer == other.Peer;

    /// <summary>As messages have it: <c>peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW</c>.</summary>
    public override string ToString() => $"peer: {Peer}, {Traffic}, ALLOW";
}
