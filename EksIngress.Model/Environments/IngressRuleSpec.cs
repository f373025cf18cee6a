namespace EksIngress.Model.Environments;

/// <summary>One host and path, and the workload that serves it.</summary>
public sealed record IngressRuleSpec
{
    /// <summary>Host name, optionally with a leading <c>*.</c>; null for any host.</summary>
    public string? Host { get; init; }

    /// <summary>Path of the request. Default: <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>How the path is compared. Default: by prefix.</summary>
    public IngressPathType PathType { get; init; } = IngressPathType.Prefix;

    /// <summary>Name of the workload that serves it.</summary>
    public required string Workload { get; init; }

    /// <summary>Port of its Service; null for the workload's container port.</summary>
    public int? Port { get; init; }
}
