namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record SecurityGroup : Ec2Resource
{
    /// <summary>Name of the group that each VPC is made with.</summary>
    public const string DefaultName = "default";

    public required string VpcId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.SecurityGroup;

    public override string NetworkId => VpcId;
}
