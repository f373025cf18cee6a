using System.Reflection;

namespace Aspire.Hosting.Dcp;

/// <summary>Where the orchestrator and the dashboard are: settings first, then what the build wrote into the AppHost.</summary>
/// <param name="DashboardPath">Null when the application runs without a dashboard.</param>
internal sealed record DcpBinaries(string CliPath, string? DashboardPath)
{
    /// <exception cref="DistributedApplicationException">One of them is not there.</exception>
    public static DcpBinaries Find(IConfiguration configuration, Assembly? appHost, bool dashboard)
    {
        var directory = configuration["ASPIRE_DCP_PATH"];
        var executable = OperatingSystem.IsWindows() ? "dcp.exe" : "dcp";
        var cli = FirstOf(
            configuration["DcpPublisher:CliPath"],
            string.IsNullOrWhiteSpace(directory) ? null : Path.Combine(directory, executable),
            AppHostMetadata.Find(appHost, AppHostMetadata.DcpCliPath));
        var frontend = FirstOf(
            configuration["DcpPublisher:DashboardPath"],
            configuration["ASPIRE_DASHBOARD_PATH"],
            AppHostMetadata.Find(appHost, AppHostMetadata.DashboardPath));
        Require(cli, "orchestrator (DCP)", "ASPIRE_DCP_PATH (a directory)");
        if (dashboard)
        {
            Require(frontend, "Aspire dashboard", "ASPIRE_DASHBOARD_PATH (a file)");
        }

        return new DcpBinaries(cli!, dashboard ? frontend : null);
    }

    private static string? FirstOf(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static void Require(string? path, string what, string setting)
    {
        if (path is null)
        {
            throw new DistributedApplicationException(
                $"No path to the {what} is known. Build the AppHost so that it brings the Aspire CLI, or set {setting} to that of an installed one.");
        }

        if (!File.Exists(path))
        {
            throw new DistributedApplicationException(
                $"The {what} is not at '{path}'. Build the AppHost again to bring it there, or set {setting} to that of an installed Aspire CLI.");
        }
    }
}
