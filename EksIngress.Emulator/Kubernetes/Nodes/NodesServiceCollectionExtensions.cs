namespace EksIngress.Emulator.Kubernetes;

internal static class NodesServiceCollectionExtensions
{
    /// <summary>Registers the nodes of every cluster: kubelet, service proxy, and the processes that attach to them.</summary>
    public static IServiceCollection AddKubernetesNodes(this IServiceCollection services)
    {
        services.AddSingleton<AttachedProcesses>();
        services.AddSingleton<AttachEndpoint>();
        services.AddSingleton<ServiceProxy>();
        services.AddSingleton<IClusterComponent>(provider => provider.GetRequiredService<ServiceProxy>());
        services.AddSingleton<IClusterComponent, Kubelet>();
        return services;
    }

    /// <summary>Maps the socket by which processes run by Aspire become pods, and the service look-up.</summary>
    public static WebApplication MapPodAttachment(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<AttachEndpoint>();
        app.UseWebSockets();
        app.Map("/_emulator/attach", endpoint.AttachAsync);
        app.MapGet("/_emulator/services/{inNamespace}/{name}", endpoint.FindService);
        return app;
    }
}
