using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>Clients with and without certificates, in real handshakes.</summary>
public sealed class MutualTlsListenerTests : IDisposable
{
    private readonly ClientCertificates _clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clients.Dispose();

    [Theory]
    [InlineData("ELBSecurityPolicy-2016-08")]
    [InlineData("ELBSecurityPolicy-TLS13-1-3-2021-06")]
    public async Task Verify_CertificateOfTheTrustStore_IsServedAndDescribedToTheTarget(string policy)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "verify", policy: policy);
        var certificate = _clients.Issue();

        var head = await GetAsync(bed, certificate, "X-Amzn-Mtls-Clientcert-Subject: CN=forged\r\n");

        Assert.NotNull(head);
        Assert.Contains($"\r\nX-Amzn-Mtls-Clientcert-Serial-Number: {certificate.SerialNumber}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Mtls-Clientcert-Issuer: CN=clients-ca\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Mtls-Clientcert-Subject: CN=client-1,O=Shop\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Mtls-Clientcert-Validity: NotBefore=", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Mtls-Clientcert-Leaf: -----BEGIN%20CERTIFICATE-----", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("of another authority")]
    public async Task Verify_CertificateIsNotGood_NothingIsServed(string kind)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "verify");

        Assert.Null(await GetAsync(bed, Certificate(kind)));
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task Verify_ExpiryIsIgnored_ExpiredCertificateIsServed()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "verify", ignoresExpiry: true);

        Assert.NotNull(await GetAsync(bed, Certificate("expired")));
        Assert.Null(await GetAsync(bed, Certificate("of another authority")));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("of another authority")]
    public async Task Passthrough_AnyCertificate_GoesToTheTarget(string kind)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "passthrough");
        var certificate = Certificate(kind)!;

        var head = await GetAsync(bed, certificate, "X-Amzn-Mtls-Clientcert: forged\r\n");

        var value = Assert.Single(Regex.Matches(head!, "(?m)^X-Amzn-Mtls-Clientcert: (.*?)\r$")).Groups[1].Value;
        using var sent = X509Certificate2.CreateFromPem(Uri.UnescapeDataString(value));
        Assert.Equal(certificate.Thumbprint, sent.Thumbprint);
    }

    [Fact]
    public async Task Passthrough_NoCertificate_IsServedWithoutTheHeader()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "passthrough");

        var head = await GetAsync(bed, null, "X-Amzn-Mtls-Clientcert: forged\r\n");

        Assert.DoesNotContain("Mtls", head!, StringComparison.OrdinalIgnoreCase);
    }

    private X509Certificate2? Certificate(string kind) => kind switch
    {
        "none" => null,
        "expired" => _clients.Issue(TimeSpan.FromHours(-2), TimeSpan.FromMinutes(-1)),
        "not yet valid" => _clients.Issue(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        _ => _clients.IssueElsewhere(),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_CertificateOfARevocationList_IsRefusedUntilTheListGoes(bool isPem)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await StartAsync(target, "verify");
        var (good, revoked) = (_clients.Issue(), _clients.Issue());
        await File.WriteAllBytesAsync(Path.Combine(bed.Bed.Emulator.Directory, "s3", "bundles", "list.crl"), _clients.Revoke(isPem, _clients.Issue(), revoked), Token);
        var store = (await bed.Bed.Elb.DescribeTrustStoresAsync(new DescribeTrustStoresRequest(), Token)).TrustStores[0].TrustStoreArn;

        var list = (await bed.Bed.Elb.AddTrustStoreRevocationsAsync(
            new AddTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationContents = [new RevocationContent { S3Bucket = "bundles", S3Key = "list.crl" }] }, Token)).TrustStoreRevocations[0];

        Assert.Equal(2, list.NumberOfRevokedEntries);
        Assert.Null(await GetAsync(bed, revoked));
        Assert.NotNull(await GetAsync(bed, good));
        await bed.Bed.Elb.RemoveTrustStoreRevocationsAsync(new RemoveTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationIds = [list.RevocationId!.Value] }, Token);
        Assert.NotNull(await GetAsync(bed, revoked));
    }

    private async Task<TlsBed> StartAsync(ByteTarget target, string mode, bool ignoresExpiry = false, string policy = "ELBSecurityPolicy-2016-08")
    {
        var bed = await TlsBed.StartAsync(target.Description);
        await bed.AskForCertificatesAsync(_clients.AuthorityPem, mode, ignoresExpiry, policy);
        return bed;
    }

    // Null when the load balancer serves nothing. With TLS 1.3 a client learns that from its first read.
    private static async Task<string?> GetAsync(TlsBed bed, X509Certificate2? certificate, string headers = "")
    {
        try
        {
            await using SslStream stream = await bed.ConnectAsync("shop.example.test", certificate);
            var conversation = new ByteConversation(stream, Token);
            await conversation.WriteAsync($"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
            var answer = await conversation.ReadToEndAsync();
            return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? answer : null;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return null;
        }
    }
}
