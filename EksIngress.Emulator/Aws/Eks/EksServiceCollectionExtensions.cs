namespace EksIngress.Emulator.Aws.Eks;

internal static class EksServiceCollectionExtensions
{
    /// <summary>Adds the emulated EKS, and the check of its tokens that the Kubernetes API asks for.</summary>
    public static IServiceCollection AddEks(this IServiceCollection services)
    {
        services.AddSingleton(new Guarded<EksState>(EksState.Empty));
        services.AddSingleton<EksRoles>();
        services.AddSingleton<AccessEntries>();
        services.AddSingleton<EksWork>();
        services.AddHostedService(provider => provider.GetRequiredService<EksWork>());
        services.AddSingleton<ClusterRequest>();
        services.AddSingleton<ClusterLifecycle>();
        services.AddSingleton<ClusterOperations>();
        services.AddSingleton<NodeGroupRequest>();
        services.AddSingleton<NodeGroupLifecycle>();
        services.AddSingleton<NodeGroupOperations>();
        services.AddSingleton<AccessEntryOperations>();
        services.AddSingleton<EksTagOperations>();
        services.AddSingleton<IAwsService, EksService>();
        services.AddSingleton<IEksIdentities, EksTokenAuthenticator>();
        return services;
    }
}
