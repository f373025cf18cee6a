using System.Globalization;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Kubernetes versions that a cluster can be made with.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, the release calendar.</remarks>
internal static class EksVersions
{
    public const string Default = "1.34";

    /// <summary>The oldest first.</summary>
    public static IReadOnlyList<EksClusterVersion> All { get; } =
    [
        Create("1.30", "2024-05-23", "2025-07-23", "2026-07-23"),
        Create("1.31", "2024-09-26", "2025-11-26", "2026-11-26"),
        Create("1.32", "2025-01-23", "2026-03-23", "2027-03-23"),
        Create("1.33", "2025-05-29", "2026-07-29", "2027-07-29"),
        Create("1.34", "2025-10-02", "2026-12-02", "2027-12-02"),
        Create("1.35", "2026-01-27", "2027-03-27", "2028-03-27"),
    ];

    public static IReadOnlyList<string> Known { get; } = [.. All.Select(version => version.Version)];

    /// <summary>34 of 1.34.</summary>
    public static int Minor(string version) => int.Parse(version.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);

    private static EksClusterVersion Create(string version, string release, string standard, string extended) => new(version, Date(release), Date(standard), Date(extended));

    private static DateTimeOffset Date(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
