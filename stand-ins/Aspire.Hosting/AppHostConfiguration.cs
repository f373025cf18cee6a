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
        ["--log-level"] = "Pipeline:LogLevel",
        ["--include-exception-details"] = "Pipeline:IncludeExceptionDetails",
        ["--clear-cache"] = "Pipeline:ClearCache",
        ["--yes"] = "Pipeline:SkipConfirmation",
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
            ["AppHost:FilePath"] = AppHostMetadata.Find(assembly, AppHostMetadata.ProjectName) is { } file ? Path.Combine(directory, file) : null,
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
            added["AppHost:Operation"] = configuration["AppHost:Operation"] is { Length: > 0 } operation ? operation : "publish";
            added["Pipeline:Step"] = configuration["Pipeline:Step"] is { Length: > 0 } step ? step : Pipelines.DistributedApplicationPipeline.PublishManifest;
        }

        configuration.AddInMemoryCollection(added);
    }

    /// <summary>Run, unless anything else is asked for. What does not exist is reported by the run of the pipeline, as any wrong input is.</summary>
    public static DistributedApplicationExecutionContextOptions ReadOperation(IConfiguration configuration) =>
        configuration["Publishing:Publisher"] is { Length: > 0 } publisher
            ? new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish, publisher)
            : configuration["AppHost:Operation"] is null or "" || Is(configuration["AppHost:Operation"], "run")
                ? new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Run)
                : new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish, "manifest");

    /// <exception cref="DistributedApplicationException">An operation or publisher that does not exist.</exception>
    public static void ValidateOperation(IConfiguration configuration)
    {
        if (configuration["Publishing:Publisher"] is { Length: > 0 } publisher && !Is(publisher, "manifest"))
        {
            throw new DistributedApplicationException(
                $"There is no publisher '{publisher}'. Use '--publisher manifest', or '--operation publish --step STEP'.");
        }

        if (!Is(configuration["AppHost:Operation"], "publish"))
        {
            throw new DistributedApplicationException(
                $"There is no operation '{configuration["AppHost:Operation"]}'. Use 'run' or 'publish'.");
        }
    }

    private static bool Is(string? value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
}
