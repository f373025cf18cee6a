using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Eks;

internal static class EksServiceCollectionExtensions
{
    /// <summary>Adds the emulated EKS, and the check of its tokens that the Kubernetes API asks for.</summary>
    public static IServiceCollection AddEks(this IServiceCollection services)
    {
        services.AddState("aws/eks", provider => EksState.Empty with { Quotas = provider.GetRequiredService<AwsQuotas>() });
        services.AddSingleton<EksRoles>();
        services.AddSingleton<AccessEntries>();
        services.AddSingleton<EksWork>();
        services.AddHostedService(provider => provider.GetRequiredService<EksWork>());
        services.AddSingleton<ClusterRequest>();
        services.AddSingleton<ClusterLifecycle>();
        services.AddSingleton<IEksOperations, ClusterOperations>();
        services.AddSingleton<EksRestart>();
        services.AddSingleton<NodeGroupRequest>();
        services.AddSingleton<NodeJoin>();
        services.AddSingleton<NodeGroupLifecycle>();
        services.AddSingleton<IEksOperations, NodeGroupOperations>();
        services.AddSingleton<IEksOperations, AccessEntryOperations>();
        services.AddSingleton<IEksOperations, EksTagOperations>();
        services.AddSingleton<IEksOperations, ClusterUpdates>();
        services.AddSingleton<IEksOperations, AddonOperations>();
        services.AddSingleton<IEksOperations, CatalogOperations>();
        services.AddSingleton<IEksOperations, PodIdentityOperations>();
        services.AddSingleton<IAwsService, EksService>();
        services.AddSingleton<PodIdentityAssumption>();
        services.AddSingleton<PodIdentityNodes>();
        services.AddSingleton<PodIdentityAgent>();
        services.AddSingleton<IAwsService, EksAuthService>();
        services.AddSingleton<IEksIdentities, EksTokenAuthenticator>();
        return services;
    }

    /// <summary>Serves the pod identity agents of all clusters.</summary>
    public static void MapPodIdentityAgent(this IEndpointRouteBuilder endpoints)
    {
        var agent = endpoints.ServiceProvider.GetRequiredService<PodIdentityAgent>();
        endpoints.MapGet("/_emulator/pod-identity/{cluster}/v1/credentials", agent.InvokeAsync);
    }
}
