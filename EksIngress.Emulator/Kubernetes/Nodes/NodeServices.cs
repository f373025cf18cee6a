namespace EksIngress.Emulator.Kubernetes;

/// <summary>What the workers of one cluster's nodes share.</summary>
internal sealed record NodeServices(
    ClusterContext Cluster,
    IReadOnlyList<IPodProgram> Programs,
    AttachedProcesses Processes,
    LoopbackNetwork Network,
    EmulatorDirectory Directory,
    ILogger Logger)
{
    public ObjectRegistry Objects => Cluster.Objects;

    public TimeProvider Time => Cluster.Objects.Time;
}
