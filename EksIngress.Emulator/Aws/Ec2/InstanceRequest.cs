namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>An instance that a service wants to run for the account, as node groups do.</summary>
internal sealed record InstanceRequest
{
    public required string SubnetId { get; init; }

    /// <summary>For example <c>t3.medium</c>.</summary>
    public required string InstanceType { get; init; }

    public required string ImageId { get; init; }

    public required IReadOnlyList<string> GroupIds { get; init; }

    /// <summary>Null for an instance without a role.</summary>
    public string? InstanceProfileArn { get; init; }

    /// <summary>The service that asks; null for the account itself.</summary>
    public string? RequesterId { get; init; }

    /// <summary>Keys that start with <c>aws:</c> included.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = Ec2Tags.None;
}
