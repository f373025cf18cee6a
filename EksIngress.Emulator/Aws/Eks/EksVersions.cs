namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Kubernetes versions that a cluster can be made with.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html</remarks>
internal static class EksVersions
{
    public const string Default = "1.34";

    public static IReadOnlyList<string> Known { get; } = ["1.30", "1.31", "1.32", "1.33", "1.34", "1.35"];
}
