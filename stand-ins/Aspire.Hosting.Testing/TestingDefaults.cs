using System.Reflection;
using Aspire.Hosting.Launching;

namespace Aspire.Hosting.Testing;

/// <summary>Settings that a test wants and an AppHost started by hand does not: no dashboard, free ports, wait for the end.</summary>
internal static class TestingDefaults
{
    public static void Apply(Assembly appHost, string[] args, DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        var directory = AppHostMetadata.Find(appHost, AppHostMetadata.ProjectPath);
        options.Args = args;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        options.AssemblyName = appHost.GetName().Name;
        options.ProjectDirectory = directory;
        settings.Args = args;
        settings.ApplicationName = appHost.GetName().Name;
        settings.ContentRootPath = directory;

        // Added first, so that environment and arguments come before it in precedence.
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(LaunchProfileSettings(directory));
        settings.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DcpPublisher:RandomizePorts"] = "true",
            ["DcpPublisher:WaitForResourceCleanup"] = "true",
            ["ASPNETCORE_URLS"] = "http://localhost:8080",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        });
    }

    private static Dictionary<string, string?> LaunchProfileSettings(string? directory)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var path = Path.Combine(directory ?? "", "Properties", "launchSettings.json");
        if (directory is null || !File.Exists(path) || LaunchProfiles.Read(path)?.Profiles.Values.FirstOrDefault() is not { } profile)
        {
            return settings;
        }

        foreach (var (name, value) in profile.EnvironmentVariables)
        {
            settings[name] = value;
            foreach (var prefix in (ReadOnlySpan<string>)["DOTNET_", "ASPNETCORE_"])
            {
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    settings[name[prefix.Length..]] = value;
                }
            }
        }

        return settings;
    }
}
