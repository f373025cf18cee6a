using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.SignIn;
using Microsoft.AspNetCore.Http;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.Network;

/// <summary>What goes through a Network Load Balancer.</summary>
public sealed class NetworkTrafficTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_KeepsItsAddress_ForTargetsAndRules()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        await bed.Bed.CreateRuleAsync(bed.AlbListenerArn, 1, ElbTestbed.Fixed("200", "text/plain", "known"), new RuleCondition
        {
            Field = "source-ip",
            SourceIpConfig = new SourceIpConditionConfig { Values = ["127.0.0.88/32"] },
        });

        using var client = await NetworkClient.ConnectAsync(bed.Address, from: "127.0.0.77");
        using var known = await NetworkClient.ConnectAsync(bed.Address, from: "127.0.0.88");

        Assert.EndsWith("from 127.0.0.77 to 80", await client.GetAsync("/who"), StringComparison.Ordinal);
        Assert.EndsWith("known", await known.GetAsync("/who"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_OfManyMegabytes_ArriveAsTheyWere()
    {
        await using var bed = await NetworkBed.StartAsync(context => context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted));
        var sent = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        using var content = new ByteArrayContent(sent);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        using var response = await bed.Bed.Http.PostAsync(new Uri(bed.Address, "/echo"), content, Token);

        Assert.Equal(SHA256.HashData(sent), SHA256.HashData(await response.Content.ReadAsByteArrayAsync(Token)));
    }

    [Fact]
    public async Task Connections_ManyAtOnce_AreAllAnsweredAndAllEnd()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        using var metrics = new MetricCounts(bed.NlbArn);

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token }, async (index, _) =>
        {
            var from = $"127.0.1.{(index % 250) + 1}";
            using var client = await NetworkClient.ConnectAsync(bed.Address, from);
            Assert.EndsWith($"from {from} to 80", await client.GetAsync("/who"), StringComparison.Ordinal);
            Assert.EndsWith($"from {from} to 80", await client.GetAsync("/who"), StringComparison.Ordinal);
        });

        await Eventually.UntilAsync(() => Task.FromResult(metrics.Of("ActiveFlowCount_TCP", "NewFlowCount_TCP").SequenceEqual(["ActiveFlowCount_TCP=0", "NewFlowCount_TCP=400"])));
        Assert.Empty(metrics.Of("TCP_ELB_Reset"));
    }

    [Fact]
    public async Task WebSocket_GoesOn_WhenTheListenerGetsAnotherPort()
    {
        await using var bed = await NetworkBed.StartAsync(WebSocketEcho.AnswerAsync);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(bed.Address) { Scheme = "ws", Path = "/socket" }.Uri, Token);
        Assert.Equal("one", await WebSocketEcho.AskAsync(socket, "one"));

        await bed.Bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = bed.NlbListenerArn, Port = 81 }, Token);
        using var other = new ClientWebSocket();
        await other.ConnectAsync(new UriBuilder(await bed.Bed.AddressOfAsync(bed.NlbListenerArn)) { Scheme = "ws", Path = "/socket" }.Uri, Token);

        Assert.Equal("two", await WebSocketEcho.AskAsync(socket, "two"));
        Assert.Equal("three", await WebSocketEcho.AskAsync(other, "three"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        await other.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
    }

    [Fact]
    public async Task Tls_PassesThrough_ToTheListenerThatEndsIt()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        var certificate = await bed.Bed.CreateCertificateAsync("shop.example.test");
        await bed.Bed.CreateHttpsListenerAsync(bed.AlbArn, ElbTestbed.Fixed("200", "text/plain", "secret"), certificate);
        var group = await bed.Bed.CreateAlbTargetGroupAsync("tls", request => (request.Port, request.HealthCheckProtocol) = (443, ProtocolEnum.HTTPS));
        var listener = await bed.Bed.CreateTcpListenerAsync(bed.NlbArn, group.TargetGroupArn, 443);
        await bed.Bed.RegisterAlbAsync(group.TargetGroupArn, bed.AlbArn);
        await bed.Bed.WaitForHealthAsync(group.TargetGroupArn, health => health is [{ State.Value: "healthy" }]);
        var address = await bed.Bed.AddressOfAsync(listener.ListenerArn);

        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, Token);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "shop.example.test",
                CertificateChainPolicy = Trusting(Path.Combine(bed.Bed.Emulator.Directory, "ca.pem")),
            },
            Token);
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: shop.example.test\r\nConnection: close\r\n\r\n"u8.ToArray(), Token);
        using var reader = new StreamReader(tls);

        Assert.EndsWith("secret", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_LeadsToTheListenerOfTheSameLoadBalancer()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        var secure = await bed.Bed.CreateTcpListenerAsync(bed.NlbArn, (await bed.Bed.CreateAlbTargetGroupAsync("secure")).TargetGroupArn, 443);
        await bed.Bed.CreateRuleAsync(
            bed.AlbListenerArn,
            1,
            new Action { Type = ActionTypeEnum.Redirect, RedirectConfig = new RedirectActionConfig { Protocol = "HTTPS", Port = "443", StatusCode = RedirectActionStatusCodeEnum.HTTP_301 } },
            ElbTestbed.Path("/old"));

        using var response = await bed.Bed.Http.GetAsync(new Uri(bed.Address, "/old"), Token);

        Assert.Equal($"https://127.0.0.1:{(await bed.Bed.AddressOfAsync(secure.ListenerArn)).Port}/old", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Client_EndsItsDirection_TheLoadBalancerEndsTheOther()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        using var client = await NetworkClient.ConnectAsync(bed.Address);
        await client.GetAsync("/who");

        client.EndSending();

        Assert.True(await client.EndsAsync());
    }

    [Fact]
    public async Task NoTarget_ResetsConnections()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync, isRegistered: false);
        using var metrics = new MetricCounts(bed.NlbArn);

        Assert.True(await NetworkClient.IsResetAsync(bed.Address));
        Assert.Equal(["TCP_ELB_Reset_Count=1"], metrics.Of("TCP_", "NewFlow"));
    }

    [Fact]
    public async Task UnhealthyTarget_IsUsed_WhenThereIsNoOther()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync, isRegistered: false, configure: request =>
        {
            request.HealthCheckPath = "/who";
            request.Matcher = new Matcher { HttpCode = "404" };
            request.HealthCheckIntervalSeconds = 5;
            request.HealthCheckTimeoutSeconds = 2;
        });
        using var metrics = new MetricCounts(bed.NlbArn);
        await bed.Bed.RegisterAlbAsync(bed.GroupArn, bed.AlbArn);
        await bed.Bed.WaitForHealthAsync(bed.GroupArn, health => health is [{ State.Value: not "healthy" }]);

        using var client = await NetworkClient.ConnectAsync(bed.Address);

        Assert.EndsWith("to 80", await client.GetAsync("/who"), StringComparison.Ordinal);
        Assert.Equal(["UnhealthyRoutingFlowCount=1"], metrics.Of("UnhealthyRouting"));
    }

    [Fact]
    public async Task Metrics_CountConnectionsAndBytes()
    {
        await using var bed = await NetworkBed.StartAsync(AnswerAsync);
        using var metrics = new MetricCounts(bed.NlbArn);
        string answer;
        using (var client = await NetworkClient.ConnectAsync(bed.Address))
        {
            answer = await client.GetAsync("/who");
            Assert.Contains("ActiveFlowCount=1", metrics.Of("Active"));
        }

        var bytes = answer.Length + "GET /who HTTP/1.1\r\nHost: shop.example.test\r\n\r\n".Length;
        await Eventually.UntilAsync(() => Task.FromResult(metrics.Of("ActiveFlowCount").Contains("ActiveFlowCount_TCP=0")));

        Assert.Equal(
            [
                "ActiveFlowCount=0", "ActiveFlowCount_TCP=0", "NewFlowCount=1", "NewFlowCount_TCP=1", $"ProcessedBytes={bytes}", $"ProcessedBytes_TCP={bytes}",
            ],
            metrics.Of("ActiveFlow", "NewFlow", "Processed"));
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var text = $"from {context.Request.Headers["X-Forwarded-For"]} to {context.Request.Headers["X-Forwarded-Port"]}";
        context.Response.ContentLength = text.Length;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static X509ChainPolicy Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }
}
