using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A revocation list of a trust store.</summary>
/// <param name="Id">From 1 on, in the order in which they came.</param>
/// <param name="Entries">The certificates it revokes, as <see cref="RevocationList.Entry"/> writes them.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TrustStoreRevocation.html</remarks>
internal sealed record TrustStoreRevocation(long Id, ImmutableArray<string> Entries);
