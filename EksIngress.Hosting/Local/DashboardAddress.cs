namespace EksIngress.Hosting.Local;

/// <summary>Where the Aspire dashboard of this run is.</summary>
internal static class DashboardAddress
{
    private const string ResourceName = "aspire-dashboard";
    private const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>The address that logs a browser in; null when the run has no dashboard.</summary>
    public static async Task<string?> FindLoginUrlAsync(
        DistributedApplicationModel model, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var endpoint = model.Resources.OfType<IResourceWithEndpoints>()
            .FirstOrDefault(resource => resource.Name == ResourceName)?
            .GetEndpoints()
            .Where(candidate => candidate.EndpointName is "https" or "http")
            .MaxBy(candidate => candidate.IsHttps);
        if (endpoint is null || await endpoint.GetValueAsync(cancellationToken) is not { Length: > 0 } url)
        {
            return null;
        }

        return configuration[BrowserToken] is { Length: > 0 } token ? $"{url.TrimEnd('/')}/login?t={token}" : url;
    }
}
