using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record Instance : Ec2Resource
{
    public required string ReservationId { get; init; }

    public required string ImageId { get; init; }

    public required string InstanceType { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    public required AvailabilityZone Zone { get; init; }

    public required string NetworkInterfaceId { get; init; }

    public required uint PrivateIp { get; init; }

    /// <summary>Host part and domain, for example <c>ip-10-0-1-2.eu-west-1.compute.internal</c>.</summary>
    public required string PrivateDnsName { get; init; }

    public required ImmutableArray<string> GroupIds { get; init; }

    public required string? InstanceProfileArn { get; init; }

    public required string? RequesterId { get; init; }

    public required DateTimeOffset LaunchTime { get; init; }

    public InstanceState State { get; init; } = InstanceState.Pending;

    /// <summary>When the termination was asked for; null before.</summary>
    public DateTimeOffset? TerminationTime { get; init; }

    public bool IsGone => State is InstanceState.ShuttingDown or InstanceState.Terminated;

    public override Ec2ResourceType Type => Ec2ResourceType.Instance;
}
