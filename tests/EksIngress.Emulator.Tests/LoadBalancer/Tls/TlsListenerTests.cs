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

#pragma warning disable CA5398 // These versions are what the policies are about.
    [Theory]
    [InlineData("ELBSecurityPolicy-2016-08", SslProtocols.Tls12)]
    [InlineData("ELBSecurityPolicy-TLS13-1-2-2021-06", SslProtocols.Tls13)]
    [InlineData("ELBSecurityPolicy-TLS13-1-3-2021-06", SslProtocols.Tls13)]
#pragma warning restore CA5398
    public async Task Protocol_Negotiated_IsTheBestOfThePolicy(string policy, SslProtocols expected)
    {
        await using var bed = await TlsBed.StartFixedAsync(policy);

        await using var stream = await bed.ConnectAsync("shop.example.test");

        Assert.Equal(expected, stream.SslProtocol);
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
