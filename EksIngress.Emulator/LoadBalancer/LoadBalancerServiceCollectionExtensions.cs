using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http2;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Network;
using EksIngress.Emulator.LoadBalancer.SignIn;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using EksIngress.Emulator.LoadBalancer.Tls;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EksIngress.Emulator.LoadBalancer;

internal static class LoadBalancerServiceCollectionExtensions
{
    /// <summary>Registers ELBv2 and the data plane behind it.</summary>
    public static IServiceCollection AddLoadBalancers(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(LoadBalancerTelemetry.SourceName));
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(LoadBalancerTelemetry.SourceName));
        services.AddSingleton<IExchangeObserver, ExchangeMetrics>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<IExchangeObserver>(provider => provider.GetRequiredService<AccessLog>());
        services.AddHostedService(provider => provider.GetRequiredService<AccessLog>());
        services.AddSingleton<ConnectionLog>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectionLog>());
        services.AddSingleton<HealthCheckLog>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthCheckLog>());
        services.AddSingleton(CreateTargetGroupServices);
        services.AddSingleton<ProviderClient>();
        services.AddSingleton<JwksCache>();
        services.AddSingleton<TokenGate>();
        services.AddSingleton<IdentityProviders>();
        services.AddSingleton<SignInKeys>();
        services.AddSingleton<OidcFlow>();
        services.AddSingleton<SignInGate>();
        services.AddSingleton<AuthenticationGate>();
        services.AddSingleton<TlsHandshakes>();
        services.AddSingleton<Http2Forwarder>();
        services.AddSingleton<AlbListeners>();
        services.AddSingleton<ListenerConnections>();
        services.AddSingleton<LoadBalancerDataPlane>();
        services.AddSingleton<ITrustStores, ElbTrustStores>();
        // The data plane looks trust stores up where its own listeners are kept.
        services.AddSingleton(provider => new Lazy<ElbRegions>(provider.GetRequiredService<ElbRegions>));
        services.AddSingleton<ElbRegions>();
        services.AddSingleton<ElbAccess>();
        services.AddSingleton<LoadBalancerNetworkReader>();
        services.AddSingleton<LoadBalancerInterfaces>();
        services.AddSingleton<TargetReader>();
        services.AddSingleton<ListenerTlsReader>();
        services.AddSingleton<IElbOperations, LoadBalancerOperations>();
        services.AddSingleton<IElbOperations, LoadBalancerSettingOperations>();
        services.AddSingleton<IElbOperations, ListenerOperations>();
        services.AddSingleton<IElbOperations, ListenerSettingOperations>();
        services.AddSingleton<IElbOperations, ListenerCertificateOperations>();
        services.AddSingleton<IElbOperations, SslPolicyOperations>();
        services.AddSingleton<BucketFiles>();
        services.AddSingleton<IElbOperations, TrustStoreOperations>();
        services.AddSingleton<IElbOperations, TrustStoreRevocationOperations>();
        services.AddSingleton<IElbOperations, CapacityOperations>();
        services.AddSingleton<IElbOperations, RuleOperations>();
        services.AddSingleton<IElbOperations, TargetGroupOperations>();
        services.AddSingleton<IElbOperations, TargetOperations>();
        services.AddSingleton<IElbOperations, TagOperations>();
        services.AddSingleton<IElbOperations, AccountOperations>();
        services.AddSingleton<IAwsService, ElbV2Service>();
        return services;
    }

    private static TargetGroupServices CreateTargetGroupServices(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new TargetGroupServices(
            new TargetProbe(
                new HealthProbe(time, provider.GetRequiredService<ILogger<HealthProbe>>()),
                provider.GetRequiredService<IEc2Lookup>(),
                provider.GetRequiredService<AlbListeners>()).CheckAsync,
            new StickyContext(StickinessCodec.Create(), time),
            time,
            provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.TimeScale,
            provider.GetRequiredService<HealthCheckLog>().Record,
            provider.GetRequiredService<ILogger<TargetGroupRuntime>>());
    }
}
