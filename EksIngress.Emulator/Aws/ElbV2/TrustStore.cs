using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Certificate authorities that client certificates are verified against.</summary>
/// <param name="Authorities">Of the bundle, in its order.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TrustStore.html</remarks>
internal sealed record TrustStore(string Arn, string Name, X509Certificate2Collection Authorities)
{
    /// <summary>In the order of their ids.</summary>
    public ImmutableArray<TrustStoreRevocation> Revocations { get; init; } = [];
}
