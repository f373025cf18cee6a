using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.LoadBalancer.Tls;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>What becomes of a client's certificate, decided in the handshake.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public void Headers_OfPassthrough_CarryTheChainUrlEncoded()
    {
        using var leaf = Create("CN=client");

        var header = Assert.Single(ClientCertificateHeaders.Passthrough(leaf, []));

        Assert.Equal("X-Amzn-Mtls-Clientcert", header.Key);
        Assert.StartsWith("-----BEGIN%20CERTIFICATE-----%0A", header.Value, StringComparison.Ordinal);
        Assert.Equal(leaf.ExportCertificatePem() + "\n", Uri.UnescapeDataString(header.Value));
        Assert.DoesNotContain("%2B", header.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_OfVerify_DescribeTheLeaf()
    {
        using var leaf = Create("CN=client, O=\"Team, One\", S=Washington, C=US");

        var headers = ClientCertificateHeaders.Verified(leaf).ToDictionary();

        Assert.Equal(leaf.SerialNumber, headers["X-Amzn-Mtls-Clientcert-Serial-Number"]);
        Assert.Equal("CN=client,O=Team\\, One,ST=Washington,C=US", headers["X-Amzn-Mtls-Clientcert-Subject"]);
        Assert.Equal("NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z", headers["X-Amzn-Mtls-Clientcert-Validity"]);
        Assert.Equal(leaf.ExportCertificatePem() + "\n", Uri.UnescapeDataString(headers["X-Amzn-Mtls-Clientcert-Leaf"]));
    }

    private static X509Certificate2 Create(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
