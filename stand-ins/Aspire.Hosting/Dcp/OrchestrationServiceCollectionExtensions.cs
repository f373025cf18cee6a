using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Dcp;

internal static class OrchestrationServiceCollectionExtensions
{
    public static IServiceCollection AddOrchestration(this IServiceCollection services, DistributedApplicationBuilder builder)
    {
        services.AddSingleton(new AppHostAssembly(builder.AppHostAssembly));
        services.AddSingleton<DcpHost>();
        services.AddSingleton<DcpServices>();
        services.AddSingleton<DcpExecutableFactory>();
        services.AddSingleton<DcpLogs>();
        services.AddSingleton<DcpExecutor>();
        services.AddSingleton<ResourceUrls>();
        services.AddSingleton<DashboardLifecycle>();
        services.AddSingleton<DashboardServiceHost>();

        // First in, last out: health is watched from before the first start until after the last stop.
        services.AddHostedService<ResourceHealthMonitor>();
        services.AddHostedService<ApplicationOrchestrator>();
        services.AddHostedService<StartedMessage>();
        return services;
    }
}
