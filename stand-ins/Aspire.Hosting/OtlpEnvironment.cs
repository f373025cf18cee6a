using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting;

/// <summary>The variables by which a process exports its telemetry to the dashboard.</summary>
internal static class OtlpEnvironment
{
    public static async Task AddAsync(
        EnvironmentCallbackContext context, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        var variables = context.EnvironmentVariables;
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsPublishMode)
        {
            return;
        }

        if (environment.IsDevelopment())
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }

        var (endpoint, exportProtocol) = await EndpointAsync(context, configuration, protocol);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = exportProtocol;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id={{- index .Annotations \"otel-service-instance-id\" -}}";
        variables["OTEL_SERVICE_NAME"] = "{{- index .Annotations \"otel-service-name\" -}}";
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        if (environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }

    private static async Task<(string Endpoint, string Protocol)> EndpointAsync(
        EnvironmentCallbackContext context, IConfiguration configuration, OtlpProtocol? required)
    {
        var dashboard = DashboardResource.Find(context.ExecutionContext);
        var grpc = dashboard is not null
            ? await DashboardResource.FindUrlAsync(dashboard, DashboardResource.OtlpGrpcEndpoint, context.CancellationToken)
            : configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"];
        var http = dashboard is not null
            ? await DashboardResource.FindUrlAsync(dashboard, DashboardResource.OtlpHttpEndpoint, context.CancellationToken)
            : configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        return (required, grpc, http) switch
        {
            (OtlpProtocol.Grpc, null, not null) => throw new DistributedApplicationException(
                "OTLP over gRPC is asked for, and the dashboard has no endpoint for it: set ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL."),
            (OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson, _, null) => throw new DistributedApplicationException(
                "OTLP over HTTP is asked for, and the dashboard has no endpoint for it: set ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL."),
            (OtlpProtocol.HttpJson, _, { } url) => (url, "http/json"),
            (OtlpProtocol.HttpProtobuf, _, { } url) => (url, "http/protobuf"),
            (null, null, { } url) => (url, "http/protobuf"),
            _ => (grpc ?? "http://localhost:18889", "grpc"),
        };
    }
}
