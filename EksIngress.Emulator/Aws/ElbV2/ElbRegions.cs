using System.Collections.Concurrent;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The resources of every region, each apart from the others.</summary>
internal sealed class ElbRegions(LoadBalancerDataPlane dataPlane, AwsQuotas quotas) : IDisposable
{
    private readonly ConcurrentDictionary<string, ElbRegion> _regions = new(StringComparer.Ordinal);

    public ElbRegion this[AwsCall call] => _regions.GetOrAdd(call.Region, name => new ElbRegion(name, ElbState.Empty with { Quotas = quotas }, dataPlane));

    /// <summary>Snapshots of all regions that were ever named.</summary>
    public IEnumerable<ElbState> Snapshots => _regions.Values.Select(region => region.Current);

    public void Dispose()
    {
        foreach (var region in _regions.Values)
        {
            region.Dispose();
        }
    }
}
