using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record NetworkInterface : Ec2Resource
{
    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required AvailabilityZone Zone { get; init; }

    public required uint PrivateIp { get; init; }

    /// <summary>An address that comes and goes with the interface; null when there is none.</summary>
    public uint? AutoPublicIp { get; init; }

    public required string MacAddress { get; init; }

    public required string Description { get; init; }

    /// <summary><c>interface</c>, <c>nat_gateway</c>, …</summary>
    public required string Kind { get; init; }

    public required ImmutableArray<string> GroupIds { get; init; }

    /// <summary>The service that made it; null when that was an instance launch of the account itself.</summary>
    public required string? RequesterId { get; init; }

    public required NetworkInterfaceOwner AttachedTo { get; init; }

    public required string AttachmentId { get; init; }

    public required DateTimeOffset AttachTime { get; init; }

    /// <summary>Of the request that made it; null when it had none, or a service made it.</summary>
    public ClientToken? ClientToken { get; init; }

    /// <summary>The instance it is attached to; null when there is none.</summary>
    public string? InstanceId { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.NetworkInterface;

    public override string NetworkId => VpcId;
}
