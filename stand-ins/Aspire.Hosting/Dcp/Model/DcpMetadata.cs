namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpMetadata
{
    public required string Name { get; init; }

    public string? Uid { get; init; }

    public DateTimeOffset? CreationTimestamp { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<DcpOwnerReference>? OwnerReferences { get; init; }
}
