namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record Subnet : Ec2Resource
{
    public required string VpcId { get; init; }

    public required Ipv4Cidr CidrBlock { get; init; }

    public required AvailabilityZone Zone { get; init; }

    public bool MapPublicIpOnLaunch { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.Subnet;

    public override string NetworkId => VpcId;
}
