using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Backchannel;

/// <summary>Where the dashboard of this application is, once it is up.</summary>
internal static class DashboardUrls
{
    private const string Anonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    /// <summary>Waits for the dashboard; an application without one, or with one that ended, has no address to tell.</summary>
    public static async Task<GetDashboardInfoResponse> GetAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var dashboard = services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IResourceWithEndpoints>()
            .FirstOrDefault(resource => resource.Name == DashboardResource.Name);
        if (dashboard is null)
        {
            return new GetDashboardInfoResponse(null, null, [], false);
        }

        try
        {
            await services.GetRequiredService<ResourceNotificationService>()
                .WaitForResourceHealthyAsync(dashboard.Name, WaitBehavior.StopOnResourceUnavailable, cancellationToken);
        }
        catch (DistributedApplicationException)
        {
            // It ended; its own log says why.
            return new GetDashboardInfoResponse(null, null, [], false);
        }

        var configuration = services.GetRequiredService<IConfiguration>();
        var url = dashboard.GetEndpoints().Where(endpoint => endpoint.EndpointName is "https" or "http").MaxBy(endpoint => endpoint.IsHttps)!.Url;
        var login = configuration.GetValue(Anonymous, false) ? url : $"{url}/login?t={configuration[AppHostConfiguration.BrowserToken]}";
        return new GetDashboardInfoResponse(url, configuration[AppHostConfiguration.DashboardApiKey], [login], true);
    }

    public static async Task<DashboardUrlsState> GetStateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var info = await GetAsync(services, cancellationToken);
        return new DashboardUrlsState(info.IsHealthy, info.DashboardUrls.FirstOrDefault());
    }
}
