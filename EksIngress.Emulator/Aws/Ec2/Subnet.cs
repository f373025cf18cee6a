namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record Subnet : Ec2Resource
{
    public required string VpcId { get; init; }

    public required Ipv4Cidr CidrBlock { get; init; }

    public required AvailabilityZone Zone { get; init; }

    /// <summary>Null outside Outposts. There is no service of Outposts here: every one that a name says is there.</summary>
    public string? OutpostArn { get; init; }

    public bool MapPublicIpOnLaunch { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.Subnet;

    public override string NetworkId => VpcId;
}
