using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Certificates;

/// <summary>Trust stores of mutual authentication.</summary>
internal interface ITrustStores
{
    /// <summary>The certificate authorities of a trust store's bundle; null when there is no such store.</summary>
    X509Certificate2Collection? Find(string trustStoreArn);

    /// <summary>Whether a revocation list of the trust store has the certificate.</summary>
    bool IsRevoked(string trustStoreArn, X509Certificate2 certificate);
}
