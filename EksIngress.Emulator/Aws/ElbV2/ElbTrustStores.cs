using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The trust stores of all regions, for listeners to verify against.</summary>
internal sealed class ElbTrustStores(Lazy<ElbRegions> regions) : ITrustStores
{
    public X509Certificate2Collection? Find(string trustStoreArn) =>
        regions.Value.Snapshots.Select(state => state.TrustStores.GetValueOrDefault(trustStoreArn)).FirstOrDefault(store => store is not null)?.Authorities;
}
