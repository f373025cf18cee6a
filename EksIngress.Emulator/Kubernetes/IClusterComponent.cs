namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Something that runs beside the API server of every cluster: a controller, the nodes, the service proxy. Registered in
/// the container; each cluster runs each component from its start to its end.
/// </summary>
internal interface IClusterComponent
{
    /// <summary>Runs until cancelled. Any other end is a fault: it is logged and the component is started again.</summary>
    Task RunAsync(ClusterContext cluster, CancellationToken cancellationToken);
}

/// <summary>What a component sees of its cluster.</summary>
internal sealed record ClusterContext(
    KubernetesClusterSpec Spec,
    KubernetesClusterInfo Info,
    ObjectRegistry Objects,
    ServiceAccountTokens Tokens,
    ContainerLogs Logs,
    ObjectEvents Events);
