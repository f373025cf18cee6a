using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Dcp;

[SuppressMessage("Style", "IDE0060", Justification = "x")]
internal static class OrchestrationServiceCollectionExtensions
{
    public static IServiceCollection AddOrchestration(
        this IServiceCollection services, IDistributedApplicationBuilder builder, DistributedApplicationOptions options) => services;
}
