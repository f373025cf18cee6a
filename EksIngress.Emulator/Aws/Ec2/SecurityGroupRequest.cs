namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A security group that is to be made.</summary>
internal sealed record SecurityGroupRequest
{
    public required string VpcId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Keys that start with <c>aws:</c> included, when a service asks.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = Ec2Tags.None;
}
