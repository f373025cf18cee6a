namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record NatGateway : Ec2Resource
{
    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required string NetworkInterfaceId { get; init; }

    public required uint PrivateIp { get; init; }

    /// <summary>Null for a private gateway.</summary>
    public required string? AllocationId { get; init; }

    public required string? AssociationId { get; init; }

    public required uint? PublicIp { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public required ClientToken? ClientToken { get; init; }

    public NatGatewayState State { get; init; } = NatGatewayState.Pending;

    public DateTimeOffset? DeleteTime { get; init; }

    public bool IsPublic => AllocationId is not null;

    public override Ec2ResourceType Type => Ec2ResourceType.NatGateway;
}
