using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What the build wrote into the AppHost's assembly.</summary>
internal static class AppHostMetadata
{
    public const string ProjectPath = "apphostprojectpath";
    public const string ProjectName = "apphostprojectname";
    public const string DcpCliPath = "dcpclipath";
    public const string DashboardPath = "aspiredashboardpath";
    public const string BundleError = "aspireclierror";

    public static string? Find(Assembly? assembly, string key) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => string.Equals(metadata.Key, key, StringComparison.OrdinalIgnoreCase))?.Value is { Length: > 0 } value
            ? value
            : null;

    /// <summary>Configuration the AppHost was built in, for example <c>Debug</c>; its resources were built in the same.</summary>
    public static string? FindConfiguration(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } value ? value : null;
}
