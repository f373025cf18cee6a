using System.Reflection;
using System.Security.Cryptography;

namespace Aspire.Hosting;

/// <summary>Configuration keys of the host itself, and the command line switches that stand for them.</summary>
internal static class AppHostConfiguration
{
    public const string BrowserToken = "AppHost:BrowserToken";
    public const string OtlpApiKey = "AppHost:OtlpApiKey";
    public const string DashboardApiKey = "AppHost:DashboardApiKey";
    public const string ResourceServiceApiKey = "AppHost:ResourceService:ApiKey";

    private static readonly Dictionary<string, string> s_switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--step"] = "Pipeline:Step",
        ["--dcp-cli-path"] = "DcpPublisher:CliPath",
        ["--dcp-dashboard-path"] = "DcpPublisher:DashboardPath",
    };

    public static void Add(
        ConfigurationManager configuration, DistributedApplicationOptions options, string[] args, string directory, Assembly? assembly)
    {
        configuration.AddCommandLine(args, s_switches);
        var added = new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = directory,
            ["AppHost:Path"] = Path.Combine(directory, assembly?.GetName().Name ?? "AppHost"),
            ["AppHost:DashboardApplicationName"] = options.DashboardApplicationName,
        };
        foreach (var (key, setting) in (ReadOnlySpan<(string, string?)>)
        [
            (BrowserToken, "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"),
            (ResourceServiceApiKey, "ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY"),
            (OtlpApiKey, null),
            (DashboardApiKey, null),
        ])
        {
            if (string.IsNullOrEmpty(configuration[key]))
            {
                var given = setting is null ? null : configuration[setting];
                added[key] = string.IsNullOrEmpty(given) ? RandomNumberGenerator.GetHexString(32, lowercase: true) : given;
            }
        }

        if (string.Equals(configuration["Publishing:Publisher"], "manifest", StringComparison.OrdinalIgnoreCase))
        {
            added["AppHost:Operation"] = "publish";
            added["Pipeline:Step"] = Pipelines.DistributedApplicationPipeline.PublishManifest;
        }

        configuration.AddInMemoryCollection(added);
    }

    /// <exception cref="DistributedApplicationException">An operation or publisher that does not exist.</exception>
    public static DistributedApplicationExecutionContextOptions ReadOperation(IConfiguration configuration)
    {
        var publisher = configuration["Publishing:Publisher"];
        if (publisher is { Length: > 0 } && !string.Equals(publisher, "manifest", StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException($"There is no publisher '{publisher}'. Use '--publisher manifest', or '--operation publish --step STEP'.");
        }

        return configuration["AppHost:Operation"]?.ToLowerInvariant() switch
        {
            null or "" or "run" => new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Run),
            "publish" => new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish, publisher ?? "manifest"),
            var other => throw new DistributedApplicationException($"There is no operation '{other}'. Use 'run' or 'publish'."),
        };
    }
}
