namespace EksIngress.Alb.Explain;

/// <summary>A target of a target group.</summary>
public sealed record TargetModel
{
    /// <summary>An instance id or an address.</summary>
    public required string Id { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>State as ELBv2 names it, for example <c>healthy</c>; null when nobody has probed it.</summary>
    public string? State { get; init; }

    /// <summary>Reason and description as ELBv2 gives them; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>What stands behind it, for example <c>Pod shop/web-1</c>; null when that is not known.</summary>
    public string? Object { get; init; }
}
