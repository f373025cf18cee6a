using System.Collections.Concurrent;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The resources of every region, each apart from the others.</summary>
internal sealed class ElbRegions(LoadBalancerDataPlane dataPlane, AwsQuotas quotas, StateJournal journal) : IDisposable
{
    // Made by whoever comes first, and once: a region's rows are taken once.
    private readonly ConcurrentDictionary<string, Lazy<ElbRegion>> _regions = new(StringComparer.Ordinal);

    public ElbRegion this[AwsCall call] => Get(call.Region);

    /// <summary>Snapshots of all regions that were ever named.</summary>
    public IEnumerable<ElbState> Snapshots => _regions.Values.Select(region => region.Value.Current);

    /// <summary>Puts the load balancers of an earlier run to work again.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var region in journal.NamesBelow("aws/elbv2"))
        {
            await Get(region).RestoreAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var region in _regions.Values)
        {
            region.Value.Dispose();
        }
    }

    private ElbRegion Get(string region) => _regions.GetOrAdd(
        region,
        name => new Lazy<ElbRegion>(() => new ElbRegion(name, ElbState.Empty with { Quotas = quotas }, dataPlane, journal))).Value;
}
