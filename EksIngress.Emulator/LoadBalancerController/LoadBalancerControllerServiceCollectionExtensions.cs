using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.LoadBalancerController;

internal static class LoadBalancerControllerServiceCollectionExtensions
{
    /// <summary>Registers the program that the node runs for the controller's image.</summary>
    public static IServiceCollection AddLoadBalancerController(this IServiceCollection services) =>
        services.AddSingleton<IPodProgram, LoadBalancerControllerProgram>();
}
