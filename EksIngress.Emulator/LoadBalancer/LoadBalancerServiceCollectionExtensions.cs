using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Certificates;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EksIngress.Emulator.LoadBalancer;

internal static class LoadBalancerServiceCollectionExtensions
{
    /// <summary>Registers ELBv2 and the data plane behind it.</summary>
    public static IServiceCollection AddLoadBalancers(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(LoadBalancerTelemetry.SourceName));
        services.AddSingleton<LoadBalancerDataPlane>();
        // Whoever keeps certificates registers itself over these.
        services.TryAddSingleton<ICertificateStore, NoCertificates>();
        services.TryAddSingleton<ITrustStores, NoCertificates>();
        services.AddSingleton<ElbRegions>();
        services.AddSingleton<ElbAccess>();
        services.AddSingleton<LoadBalancerNetworkReader>();
        services.AddSingleton<LoadBalancerInterfaces>();
        services.AddSingleton<TargetReader>();
        services.AddSingleton<IElbOperations, LoadBalancerOperations>();
        services.AddSingleton<IElbOperations, LoadBalancerSettingOperations>();
        services.AddSingleton<IElbOperations, ListenerOperations>();
        services.AddSingleton<IElbOperations, ListenerSettingOperations>();
        services.AddSingleton<IElbOperations, RuleOperations>();
        services.AddSingleton<IElbOperations, TargetGroupOperations>();
        services.AddSingleton<IElbOperations, TargetOperations>();
        services.AddSingleton<IElbOperations, TagOperations>();
        services.AddSingleton<IElbOperations, AccountOperations>();
        services.AddSingleton<IAwsService, ElbV2Service>();
        return services;
    }
}
