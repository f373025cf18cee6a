namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Puts the clusters of an earlier run to work again, and takes up what was under way.</summary>
internal sealed class EksRestart(Guarded<EksState> eks, ClusterLifecycle clusters, IEnumerable<IEksOperations> operations)
{
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var cluster in eks.Current.Clusters.Values)
        {
            switch (cluster.Status)
            {
                case EksStatus.Creating:
                    clusters.Create(cluster);
                    break;
                case EksStatus.Deleting:
                    clusters.Delete(cluster);
                    break;
                case EksStatus.Failed when cluster.Endpoint is null:
                    // It never served.
                    break;
                default:
                    await clusters.RestartAsync(cluster, cancellationToken);
                    foreach (var resumption in operations.OfType<IEksResumption>())
                    {
                        resumption.Resume(cluster);
                    }

                    break;
            }
        }
    }
}
