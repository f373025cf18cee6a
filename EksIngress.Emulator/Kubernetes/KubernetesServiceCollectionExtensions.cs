using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

internal static class KubernetesServiceCollectionExtensions
{
    /// <summary>Registers the Kubernetes clusters behind EKS, with their controllers and nodes.</summary>
    public static IServiceCollection AddKubernetes(this IServiceCollection services)
    {
        services.AddSingleton<LoopbackNetwork>();
        services.AddState("kubernetes.clusters", _ => KubernetesState.Empty);
        services.AddSingleton<ClusterStorage>();
        services.AddSingleton<KubernetesClusters>();
        services.AddSingleton<IKubernetesClusters>(provider => provider.GetRequiredService<KubernetesClusters>());
        services.AddSingleton<IClusterObjects>(provider => provider.GetRequiredService<KubernetesClusters>());
        services.AddKubernetesNodes();
        return services;
    }
}
