namespace EksIngress.Model.Environments;

/// <summary>A taint that the nodes of a group carry.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html</remarks>
public sealed record TaintSpec
{
    /// <summary>Key: 1 to 63 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Value, at most 63 characters; null for none.</summary>
    public string? Value { get; init; }

    /// <summary>What it does.</summary>
    public required TaintEffect Effect { get; init; }
}
