namespace Aspire.Hosting.Dashboard;

/// <summary>The variables that the dashboard is started with.</summary>
internal static class DashboardEnvironment
{
    public static EnvironmentCallbackAnnotation Create(
        ExecutableResource dashboard, DashboardSettings settings, IConfiguration configuration, IHostEnvironment environment, Func<Uri> resourceService) =>
        new(context =>
        {
            var variables = context.EnvironmentVariables;
            var frontends = dashboard.GetEndpoints().Where(endpoint => endpoint.EndpointName is "http" or "https").ToList();
            variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
            variables["ASPNETCORE_URLS"] = Listen(frontends);
            variables["DASHBOARD__FRONTEND__PUBLICURL"] = frontends[0];
            variables["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceService().GetLeftPart(UriPartial.Authority);
            SetOtlp(variables, dashboard, DashboardResource.OtlpGrpcEndpoint, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL");
            SetOtlp(variables, dashboard, DashboardResource.OtlpHttpEndpoint, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL");
            SetAuthentication(variables, settings);
            variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";

            // Settings of the dashboard itself, given to the AppHost.
            foreach (var (key, value) in configuration.AsEnumerable())
            {
                if (key.StartsWith("ASPIRE_DASHBOARD_", StringComparison.OrdinalIgnoreCase) && value is not null)
                {
                    variables.TryAdd(key, value);
                }
            }
        });

    private static void SetAuthentication(Dictionary<string, object> variables, DashboardSettings settings)
    {
        variables["DASHBOARD__FRONTEND__AUTHMODE"] = settings.Anonymous ? "Unsecured" : "BrowserToken";
        variables["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = settings.Anonymous ? "Unsecured" : "ApiKey";
        variables["DASHBOARD__OTLP__AUTHMODE"] = settings.Anonymous ? "Unsecured" : "ApiKey";
        variables["DASHBOARD__API__AUTHMODE"] = settings.Anonymous ? "Unsecured" : "ApiKey";
        variables["ASPIRE_DASHBOARD_API_ENABLED"] = "true";
        if (!settings.Anonymous)
        {
            variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = settings.BrowserToken;
            variables["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = settings.ResourceServiceApiKey;
            variables["DASHBOARD__OTLP__PRIMARYAPIKEY"] = settings.OtlpApiKey;
            variables["DASHBOARD__API__PRIMARYAPIKEY"] = settings.DashboardApiKey;
        }
    }

    private static void SetOtlp(Dictionary<string, object> variables, ExecutableResource dashboard, string endpointName, string variable)
    {
        var endpoint = dashboard.GetEndpoint(endpointName);
        if (endpoint.Exists)
        {
            variables[variable] = Listen([endpoint]);
        }
    }

    private static ReferenceExpression Listen(IReadOnlyList<EndpointReference> endpoints)
    {
        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral($"{(urls.IsEmpty ? "" : ";")}{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        return urls.Build();
    }
}
