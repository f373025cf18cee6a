using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The trust stores of all regions, for listeners to verify against.</summary>
internal sealed class ElbTrustStores(Lazy<ElbRegions> regions) : ITrustStores
{
    // By the very store that has the lists; it goes when that does.
    private readonly ConditionalWeakTable<TrustStore, FrozenSet<string>> _revoked = [];

    public X509Certificate2Collection? Find(string trustStoreArn) => FindStore(trustStoreArn)?.Authorities;

    public bool IsRevoked(string trustStoreArn, X509Certificate2 certificate) =>
        FindStore(trustStoreArn) is { Revocations.IsEmpty: false } store
        && _revoked.GetValue(store, found => found.Revocations.SelectMany(list => list.Entries).ToFrozenSet(StringComparer.Ordinal)).Contains(RevocationList.EntryOf(certificate));

    private TrustStore? FindStore(string arn) =>
        regions.Value.Snapshots.Select(state => state.TrustStores.GetValueOrDefault(arn)).FirstOrDefault(store => store is not null);
}
