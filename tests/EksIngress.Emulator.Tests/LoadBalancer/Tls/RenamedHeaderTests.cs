using System.Net;
using System.Net.Security;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Http2;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>Listener attributes that give the headers about TLS and the client's certificate other names.</summary>
public sealed class RenamedHeaderTests : IDisposable
{
    private readonly ClientCertificates _clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task TlsHeaders_Renamed_HaveTheirNewNamesAndOnlyTheLoadBalancerSaysThem()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        await bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = bed.BalancerArn,
                Attributes = [new LoadBalancerAttribute { Key = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", Value = "true" }],
            },
            Token);
        await using var open = await bed.ConnectAsync("shop.example.test");
        var conversation = new ByteConversation(open, Token);
        Assert.Contains("\r\nx-amzn-tls-version: TLSv1.2\r\n", await AskAsync(conversation, ""), StringComparison.Ordinal);

        await RenameAsync(bed, ("x_amzn_tls_version", "Client-Tls"), ("x_amzn_tls_cipher_suite", "Client_Cipher"));

        // On a connection that was there before, too.
        var head = await AskAsync(conversation, "client-TLS: forged\r\nclient_cipher: forged\r\nx-amzn-tls-version: forged\r\n");
        Assert.Contains("\r\nClient-Tls: TLSv1.2\r\nClient_Cipher: ECDHE-ECDSA-AES128-GCM-SHA256\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.DoesNotContain("x-amzn-tls", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("passthrough")]
    public async Task CertificateHeaders_Renamed_HaveTheirNewNamesAndOnlyTheLoadBalancerSaysThem(string mode)
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        await bed.AskForCertificatesAsync(_clients.AuthorityPem, mode);
        await RenameAsync(
            bed,
            ("x_amzn_mtls_clientcert", "Whole"), ("x_amzn_mtls_clientcert_leaf", "Leaf"), ("x_amzn_mtls_clientcert_subject", "Subject"),
            ("x_amzn_mtls_clientcert_issuer", "Issuer"), ("x_amzn_mtls_clientcert_validity", "Validity"), ("x_amzn_mtls_clientcert_serial_number", "Serial"));
        var certificate = _clients.Issue();

        await using SslStream stream = await bed.ConnectAsync("shop.example.test", certificate);
        var head = await AskAsync(
            new ByteConversation(stream, Token), "Subject: forged\r\nwhole: forged\r\nSERIAL: forged\r\nX-Amzn-Mtls-Clientcert: forged\r\nOther: 1\r\n");

        string[] expected = mode == "verify"
            ? [$"Serial: {certificate.SerialNumber}", "Issuer: CN=clients-ca", "Subject: CN=client-1,O=Shop", "Validity: NotBefore=", "Leaf: -----BEGIN"]
            : ["Whole: -----BEGIN"];
        Assert.All(expected, line => Assert.Contains("\r\n" + line, head, StringComparison.Ordinal));
        Assert.Contains("\r\nOther: 1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Mtls", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task CertificateHeaders_RenamedWithoutMutualTls_AreTheClients()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await TlsBed.StartAsync(target.Description);
        await RenameAsync(bed, ("x_amzn_mtls_clientcert_subject", "Subject"));

        await using var stream = await bed.ConnectAsync("shop.example.test");

        Assert.Contains("\r\nSubject: mine\r\n", await AskAsync(new ByteConversation(stream, Token), "Subject: mine\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateHeaders_Renamed_GoToATargetOfHttp2()
    {
        await using var target = await Http2Target.StartAsync(context => context.Response.WriteAsync($"{context.Request.Headers["who"]} {context.Request.Headers.ContainsKey("x-amzn-mtls-clientcert-subject")}"));
        await using var bed = await TlsBed.StartAsync(target.Description, "HTTP2");
        await bed.AskForCertificatesAsync(_clients.AuthorityPem, "verify");
        await RenameAsync(bed, ("x_amzn_mtls_clientcert_subject", "Who"));
        using var client = bed.Client(HttpVersion.Version20, certificate: _clients.Issue());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://shop.example.test/")) { Version = HttpVersion.Version20 };
        request.Headers.Add("who", "forged");

        using var response = await client.SendAsync(request, Token);

        Assert.Equal("CN=client-1,O=Shop False", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("", "ValidationError")]
    [InlineData("Two Words", "ValidationError")]
    [InlineData("Ends:", "ValidationError")]
    [InlineData("content-length", "ValidationError")]
    [InlineData("Host", "ValidationError")]
    [InlineData("x-amzn-oidc-data", "ValidationError")]
    [InlineData("x-amzn-tls-cipher-suite", "InvalidConfigurationRequest")]
    public async Task Name_ThatCannotBe_IsRefused(string name, string code)
    {
        await using var bed = await TlsBed.StartFixedAsync();

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => RenameAsync(bed, ("x_amzn_tls_version", name)));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Fact]
    public async Task Names_OfTwoHeaders_CanBeExchanged()
    {
        await using var bed = await TlsBed.StartFixedAsync();

        await RenameAsync(bed, ("x_amzn_tls_version", "X-Amzn-Tls-Cipher-Suite"), ("x_amzn_tls_cipher_suite", "X-Amzn-Tls-Version"));

        var attributes = (await bed.Bed.Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = bed.ListenerArn }, Token)).Attributes;
        Assert.Equal("X-Amzn-Tls-Cipher-Suite", attributes.Single(attribute => attribute.Key == "routing.http.request.x_amzn_tls_version.header_name").Value);
    }

    [Fact]
    public async Task Name_OnAListenerWithoutTls_IsRefused()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var balancer = await bed.CreateLoadBalancerAsync();
        var listener = await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "fixed"));

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => RenameAsync(bed, listener.ListenerArn, ("x_amzn_tls_version", "Tls")));

        Assert.Equal("InvalidConfigurationRequest", exception.ErrorCode);
    }

    private static async Task<string> AskAsync(ByteConversation conversation, string headers)
    {
        await conversation.WriteAsync($"GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n");
        await conversation.ReadHeadAsync();
        return (await conversation.ReadHeadAsync())!;
    }

    private static Task RenameAsync(TlsBed bed, params (string Header, string Name)[] names) => RenameAsync(bed.Bed, bed.ListenerArn, names);

    private static Task RenameAsync(ElbTestbed bed, string listenerArn, params (string Header, string Name)[] names) => bed.Elb.ModifyListenerAttributesAsync(
        new ModifyListenerAttributesRequest
        {
            ListenerArn = listenerArn,
            Attributes = [.. names.Select(name => new ListenerAttribute { Key = $"routing.http.request.{name.Header}.header_name", Value = name.Name })],
        },
        Token);
}
