namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard as a resource of the model: an executable that the orchestrator runs like any other, hidden.</summary>
internal static class DashboardResource
{
    public const string Name = "aspire-dashboard";
    public const string OtlpGrpcEndpoint = "otlp-grpc";
    public const string OtlpHttpEndpoint = "otlp-http";

    /// <returns>Null when the application runs without a dashboard.</returns>
    public static ExecutableResource? Find(DistributedApplicationExecutionContext executionContext) =>
        executionContext.BuiltServices?.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<ExecutableResource>()
            .FirstOrDefault(resource => resource.Name == Name);

    public static async Task<string?> FindUrlAsync(ExecutableResource dashboard, string endpointName, CancellationToken cancellationToken)
    {
        var endpoint = dashboard.GetEndpoint(endpointName);
        return endpoint.Exists ? await endpoint.GetValueAsync(cancellationToken) : null;
    }
}
