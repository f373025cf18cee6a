namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>An interface that an AWS service, or the account itself, wants in a subnet.</summary>
internal sealed record NetworkInterfaceRequest
{
    public required string SubnetId { get; init; }

    /// <summary>For example <c>Amazon EKS NAME</c>, <c>ELB app/NAME/ID</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Default: <c>interface</c>.</summary>
    public string Kind { get; init; } = "interface";

    /// <summary>An address that is free in the subnet; null for the lowest.</summary>
    public uint? PrivateIp { get; init; }

    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>The service, for example <c>amazon-elb</c>; null for an instance of the account itself.</summary>
    public string? RequesterId { get; init; }

    public NetworkInterfaceOwner AttachedTo { get; init; } = NetworkInterfaceOwner.Service;

    /// <summary>With a public address that it keeps until it is removed.</summary>
    public bool WithPublicIp { get; init; }

    /// <summary>Elastic address that it is to have; null for none.</summary>
    public string? AllocationId { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = Ec2Tags.None;
}
