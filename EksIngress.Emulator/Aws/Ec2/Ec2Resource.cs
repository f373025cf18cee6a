using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Anything in a region that has an id and tags.</summary>
internal abstract record Ec2Resource
{
    public required string Id { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Ec2Tags.None;

    /// <summary>Instant of its next change of state by itself; null when none is ahead.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public abstract Ec2ResourceType Type { get; }

    /// <summary>The VPC that the condition key <c>ec2:Vpc</c> names; null for kinds without that key.</summary>
    public virtual string? NetworkId => null;
}
