using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>A resource of any service, with the tags that it has now.</summary>
internal sealed record TaggedResource(string Arn, ImmutableSortedDictionary<string, string> Tags)
{
    /// <summary>Whether the resource is of the kind that a filter names: <c>SERVICE</c> or <c>SERVICE:TYPE</c>, both as its ARN has them.</summary>
    public bool IsOf(string service, string? type)
    {
        var parts = Arn.Split(':', 6);
        return parts[2] == service
            && (type is null || parts[5] == type || parts[5].StartsWith(type + "/", StringComparison.Ordinal) || parts[5].StartsWith(type + ":", StringComparison.Ordinal));
    }
}
