namespace EksIngress.Provisioner.Kubernetes;

/// <summary>A kind that the cluster serves, in the version that it prefers.</summary>
/// <param name="ApiVersion">For example <c>apps/v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="IsNamespaced">False for objects of the cluster.</param>
/// <param name="Verbs">What can be done to its objects, for example <c>list</c> and <c>delete</c>.</param>
internal sealed record ServedKind(string ApiVersion, string Kind, bool IsNamespaced, IReadOnlySet<string> Verbs)
{
    /// <summary>API group; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";
}
