namespace EksIngress.Emulator.Aws.Eks;

/// <param name="Type">As EKS sorts it, for example <c>networking</c>.</param>
/// <param name="NeedsNodes">Its pods belong to a Deployment, so without nodes the add-on is DEGRADED.</param>
/// <param name="NeedsPermissions">It calls AWS, and wants a role.</param>
/// <param name="Versions">Each with the cluster versions it is for, the oldest first.</param>
internal sealed record EksAddonInfo(string Name, string Type, bool NeedsNodes, bool NeedsPermissions, IReadOnlyList<(string Version, IReadOnlyList<string> ClusterVersions)> Versions)
{
    public bool Supports(string version, string clusterVersion) =>
        Versions.Any(entry => entry.Version == version && entry.ClusterVersions.Contains(clusterVersion, StringComparer.Ordinal));

    /// <summary>Null when there is none for the cluster version.</summary>
    public string? DefaultVersion(string clusterVersion) =>
        Versions.LastOrDefault(entry => entry.ClusterVersions.Contains(clusterVersion, StringComparer.Ordinal)).Version;
}
