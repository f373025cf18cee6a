namespace EksIngress.Emulator.Kubernetes;

/// <summary>How patches merge one field of a built-in kind.</summary>
internal sealed record MergeRule
{
    public ListType ListType { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    public string? PatchMergeKey { get; init; }

    public bool PatchMerges { get; init; }

    public bool RetainsKeys { get; init; }

    public bool Atomic { get; init; }
}
