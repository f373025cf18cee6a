using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>HTTPS listeners as clients see them.</summary>
public sealed class TlsListenerTests
{
#pragma warning disable CA5397, CA5398, CS0618, SYSLIB0039 // These versions are what the policies are about.
    private static readonly (string Name, SslProtocols Protocol)[] Versions =
        [("TLSv1", SslProtocols.Tls), ("TLSv1.1", SslProtocols.Tls11), ("TLSv1.2", SslProtocols.Tls12), ("TLSv1.3", SslProtocols.Tls13)];
#pragma warning restore CA5397, CA5398, CS0618, SYSLIB0039

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_ByServerName_IsExactThenWildcardThenDefault()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        await AddCertificatesAsync(bed, "*.example.test", "pay.example.test", "other.test");

        Assert.Equal("shop.example.test", await NameAsync(bed, "shop.example.test"));
        Assert.Equal("pay.example.test", await NameAsync(bed, "PAY.example.test"));
        Assert.Equal("*.example.test", await NameAsync(bed, "any.example.test"));
        Assert.Equal("other.test", await NameAsync(bed, "other.test"));
        Assert.Equal("shop.example.test", await NameAsync(bed, "a.b.example.test"));
        Assert.Equal("shop.example.test", await NameAsync(bed, "unknown.test"));
        Assert.Equal("shop.example.test", await NameAsync(bed, null));
    }

    [Fact]
    public async Task Certificate_Changed_CountsForNewHandshakesAndDropsNoConnection()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        await using var before = await bed.ConnectAsync("shop.example.test");
        var replacement = await bed.Bed.CreateCertificateAsync("new.example.test");

        await bed.Bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = bed.ListenerArn, Certificates = [new Certificate { CertificateArn = replacement }] }, Token);

        Assert.Equal("new.example.test", await NameAsync(bed, "shop.example.test"));
        var conversation = new ByteConversation(before, Token);
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await conversation.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatTrustsTheEmulatorsAuthority_TrustsTheListener()
    {
        await using var bed = await TlsBed.StartFixedAsync();

        using var response = await bed.Client(HttpVersion.Version11).GetAsync(new Uri("https://shop.example.test/"), Token);

        Assert.Equal("fixed", await response.Content.ReadAsStringAsync(Token));
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal(ExchangeKind.Https, seen.Kind);
    }

    [Fact]
    public async Task Protocols_OfEveryPolicy_AreNegotiatedAndNoOthers()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        var policies = (await bed.Bed.Elb.DescribeSSLPoliciesAsync(new DescribeSSLPoliciesRequest(), Token)).SslPolicies;
        Assert.Contains(policies, policy => policy.SslProtocols.Contains("TLSv1", StringComparer.Ordinal));

        foreach (var policy in policies)
        {
            await bed.Bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = bed.ListenerArn, SslPolicy = policy.Name }, Token);
            foreach (var (name, protocol) in Versions)
            {
                var negotiated = await NegotiateAsync(bed, protocol);
                Assert.True((policy.SslProtocols.Contains(name, StringComparer.Ordinal) ? protocol : null) == negotiated, $"{policy.Name} with {name}: {negotiated}");
            }
        }
    }

    [Theory]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-2021-06", "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("ELBSecurityPolicy-TLS-1-0-2015-04", "TLSv1 ECDHE-ECDSA-AES128-SHA")]
    public async Task Target_OfAnOldClient_HearsItsProtocolAndCipher(string policy, string expected)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        await SetAsync(bed, "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true");
        await bed.Bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = bed.ListenerArn, SslPolicy = policy }, Token);
        var protocol = Versions.Single(version => version.Name == expected.Split(' ')[0]).Protocol;

        await using var stream = await bed.ConnectAsync("shop.example.test", versions: protocol);
        var conversation = new ByteConversation(stream, Token);
        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var head = await conversation.ReadToEndAsync();

        var (version, cipher) = (expected.Split(' ')[0], expected.Split(' ')[1]);
        Assert.Contains($"x-amzn-tls-version: {version}\r\nx-amzn-tls-cipher-suite: {cipher}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_AskedFor_GetsProtocolAndCipherOfTheClient()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        await SetAsync(bed, "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true");

        var head = await GetAsync(bed, "x-amzn-tls-version: forged\r\n");

        Assert.Contains("x-amzn-tls-version: TLSv1.2\r\nx-amzn-tls-cipher-suite: ECDHE-ECDSA-AES", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_PlainBytes_AreNotServed()
    {
        await using var bed = await TlsBed.StartFixedAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, bed.Port, Token);
        var conversation = new ByteConversation(client.GetStream(), Token);

        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        var answer = "";
        var exception = await Record.ExceptionAsync(async () => answer = await conversation.ReadToEndAsync());
        Assert.True(exception is null or IOException, exception?.ToString());
        Assert.DoesNotContain("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    // Null when the handshake fails.
    private static async Task<SslProtocols?> NegotiateAsync(TlsBed bed, SslProtocols protocol)
    {
        try
        {
            await using var stream = await bed.ConnectAsync("shop.example.test", versions: protocol);
            return stream.SslProtocol;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return null;
        }
    }

    private static async Task<string> GetAsync(TlsBed bed, string headers)
    {
        await using var stream = await bed.ConnectAsync("shop.example.test");
        var conversation = new ByteConversation(stream, Token);
        await conversation.WriteAsync($"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
        return await conversation.ReadToEndAsync();
    }

    private static async Task<string> NameAsync(TlsBed bed, string? host)
    {
        await using var stream = await bed.ConnectAsync(host);
        using var certificate = X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
        return certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().Single();
    }

    private static async Task AddCertificatesAsync(TlsBed bed, params string[] hosts)
    {
        foreach (var host in hosts)
        {
            var arn = await bed.Bed.CreateCertificateAsync(host);
            await bed.Bed.Elb.AddListenerCertificatesAsync(
                new AddListenerCertificatesRequest { ListenerArn = bed.ListenerArn, Certificates = [new Certificate { CertificateArn = arn }] }, Token);
        }
    }

    private static Task SetAsync(TlsBed bed, string key, string value) => bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = bed.BalancerArn, Attributes = [new LoadBalancerAttribute { Key = key, Value = value }] }, Token);
}
