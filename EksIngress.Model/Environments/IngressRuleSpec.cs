namespace EksIngress.Model.Environments;

/// <summary>One host and path, and what answers requests for them.</summary>
public sealed record IngressRuleSpec : IngressBackendSpec
{
    /// <summary>Host name, optionally with a leading <c>*.</c>; null for any host.</summary>
    public string? Host { get; init; }

    /// <summary>Path of the request. Default: <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>How the path is compared. Default: by prefix.</summary>
    public IngressPathType PathType { get; init; } = IngressPathType.Prefix;
}
