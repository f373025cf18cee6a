using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Certificates;

/// <summary>Holds nothing: for an emulator whose services keep no certificates or trust stores.</summary>
internal sealed class NoCertificates : ICertificateStore, ITrustStores
{
    ServerCertificate? ICertificateStore.Find(string certificateArn) => null;

    X509Certificate2Collection? ITrustStores.Find(string trustStoreArn) => null;
}
