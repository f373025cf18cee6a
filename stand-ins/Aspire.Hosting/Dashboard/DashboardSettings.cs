namespace Aspire.Hosting.Dashboard;

/// <summary>What the AppHost's configuration says of the dashboard.</summary>
/// <param name="OtlpGrpc">Null with <see cref="OtlpHttp"/> null too: both endpoints get a port of their own.</param>
internal sealed record DashboardSettings(
    IReadOnlyList<Uri> Frontends,
    Uri? OtlpGrpc,
    Uri? OtlpHttp,
    Uri? ResourceService,
    bool Anonymous,
    string BrowserToken,
    string OtlpApiKey,
    string DashboardApiKey,
    string ResourceServiceApiKey)
{
    private const string AllowUnsecured = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";

    /// <exception cref="DistributedApplicationException">A setting is wrong; the message names its key.</exception>
    public static DashboardSettings Read(IConfiguration configuration, DistributedApplicationOptions options)
    {
        var settings = new DashboardSettings(
            Urls(configuration, "ASPNETCORE_URLS"),
            Urls(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL").FirstOrDefault(),
            Urls(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL").FirstOrDefault(),
            Urls(configuration, "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL").FirstOrDefault(),
            configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false),
            configuration[AppHostConfiguration.BrowserToken]!,
            configuration[AppHostConfiguration.OtlpApiKey]!,
            configuration[AppHostConfiguration.DashboardApiKey]!,
            configuration[AppHostConfiguration.ResourceServiceApiKey]!);
        var insecure = settings.Frontends.Append(settings.OtlpGrpc).Append(settings.OtlpHttp).Append(settings.ResourceService)
            .FirstOrDefault(url => url?.Scheme == "http");
        if (insecure is not null && !options.AllowUnsecuredTransport && !configuration.GetValue(AllowUnsecured, false))
        {
            throw new DistributedApplicationException(
                $"'{insecure}' is not encrypted. Use an https URL, or set {AllowUnsecured} to true where that is acceptable, as on one's own machine.");
        }

        return settings.ResourceService is { IsLoopback: false } remote
            ? throw new DistributedApplicationException($"ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL must be a loopback address; '{remote}' is none.")
            : settings;
    }

    private static List<Uri> Urls(IConfiguration configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (configuration[key] is not { Length: > 0 } value)
            {
                continue;
            }

            var urls = new List<Uri>();
            foreach (var text in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                urls.Add(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                    ? url
                    : throw new DistributedApplicationException($"{key} is '{text}', which is no http or https URL."));
            }

            return urls;
        }

        return [];
    }
}
