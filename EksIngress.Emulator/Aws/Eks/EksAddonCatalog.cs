namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// The add-ons that can be created: those of EKS itself, each with a few versions out of the many that EKS has. The last of a cluster
/// version is its default.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html</remarks>
internal static class EksAddonCatalog
{
    private static readonly IReadOnlyList<string> AllVersions = EksVersions.Known;

    public static IReadOnlyList<EksAddonInfo> All { get; } =
    [
        new("aws-ebs-csi-driver", "storage", NeedsNodes: true, NeedsPermissions: true, [("v1.48.0-eksbuild.2", AllVersions), ("v1.51.0-eksbuild.1", AllVersions)]),
        new("coredns", "networking", NeedsNodes: true, NeedsPermissions: false, [("v1.11.4-eksbuild.2", ["1.30", "1.31", "1.32", "1.33"]), ("v1.12.3-eksbuild.1", ["1.33", "1.34", "1.35"])]),
        new("eks-pod-identity-agent", "security", NeedsNodes: false, NeedsPermissions: false, [("v1.3.8-eksbuild.2", AllVersions), ("v1.3.9-eksbuild.3", AllVersions)]),
        new("kube-proxy", "networking", NeedsNodes: false, NeedsPermissions: false, [.. AllVersions.Select(version => ($"v{version}.0-eksbuild.2", (IReadOnlyList<string>)[version]))]),
        new("metrics-server", "observability", NeedsNodes: true, NeedsPermissions: false, [("v0.8.0-eksbuild.2", AllVersions)]),
        new("vpc-cni", "networking", NeedsNodes: false, NeedsPermissions: true, [("v1.20.1-eksbuild.3", AllVersions), ("v1.20.4-eksbuild.1", AllVersions)]),
    ];

    public static EksAddonInfo? Find(string name) => All.FirstOrDefault(addon => addon.Name == name);
}
