using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Amazon.CertificateManager.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using Tag = Amazon.ElasticLoadBalancingV2.Model.Tag;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Port and protocol of a listener change in place: its ARN, its rules and its tags stay.</summary>
public sealed class ListenerModifyTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private const string Host = "modify.example.test";

    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Modify_HttpToHttps_TheSamePortSpeaksTlsAndRulesStay()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("to-https");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var rule = await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200", "text/plain", "here"), ElbTestbed.Path("/a"));
        var address = await _bed.AddressOfAsync(listener.ListenerArn);
        using var kept = await ConnectAsync(address);
        Assert.Contains("here", await AskAsync(kept.GetStream()), StringComparison.Ordinal);
        var certificate = await _bed.CreateCertificateAsync(Host);

        var modified = (await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest
            {
                ListenerArn = listener.ListenerArn,
                Protocol = ProtocolEnum.HTTPS,
                SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06",
                Certificates = [new Certificate { CertificateArn = certificate }],
            },
            Token)).Listeners.Single();

        Assert.Equal(
            (listener.ListenerArn, ProtocolEnum.HTTPS, "ELBSecurityPolicy-TLS13-1-2-2021-06", certificate),
            (modified.ListenerArn, modified.Protocol, modified.SslPolicy, modified.Certificates.Single().CertificateArn));
        Assert.Equal(rule.RuleArn, (await RulesAsync(listener)).Single().RuleArn);
        Assert.Equal(address, await _bed.AddressOfAsync(listener.ListenerArn));

        // The connection of before is of a protocol that is not spoken any more: closed, and nothing is said in the wrong one.
        Assert.Equal("", await AskAsync(kept.GetStream()));
        using var secured = await ConnectAsync(address);
        await using var tls = new SslStream(secured.GetStream(), leaveInnerStreamOpen: false, (_, served, _, _) => served?.Subject == $"CN={Host}");
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host }, Token);
        Assert.Contains("here", await AskAsync(tls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modify_HttpsToHttp_PolicyAndCertificatesGoAndTheConnectionsWithThem()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("to-http");
        var certificate = await _bed.CreateCertificateAsync(Host);
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "here"), certificate);
        await _bed.Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest
            {
                ListenerArn = listener.ListenerArn,
                Attributes = [new ListenerAttribute { Key = "routing.http.response.server.enabled", Value = "false" }],
            },
            Token);
        var address = await _bed.AddressOfAsync(listener.ListenerArn);
        using var kept = await ConnectAsync(address);
        await using var tls = new SslStream(kept.GetStream(), leaveInnerStreamOpen: false, (_, served, _, _) => served is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host }, Token);
        Assert.Contains("here", await AskAsync(tls), StringComparison.Ordinal);

        var modified = (await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Protocol = ProtocolEnum.HTTP }, Token)).Listeners.Single();

        Assert.Equal((ProtocolEnum.HTTP, null, null), (modified.Protocol, modified.SslPolicy, modified.Certificates?.FirstOrDefault()));
        Assert.Equal("", await AskAsync(tls));
        using var plain = await ConnectAsync(address);
        var answer = await AskAsync(plain.GetStream());
        Assert.Contains("here", answer, StringComparison.Ordinal);

        // What both protocols know stays as it was set; what only the other one knows is gone.
        Assert.DoesNotContain("server:", answer, StringComparison.OrdinalIgnoreCase);
        var attributes = (await _bed.Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = listener.ListenerArn }, Token)).Attributes;
        Assert.DoesNotContain(attributes, attribute => attribute.Key.StartsWith("routing.http.request.", StringComparison.Ordinal));
        await _bed.Acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = certificate }, Token);
    }

    [Fact]
    public async Task Modify_Port_TheNewPortAnswersWithTheSameRulesAndTheOldOneIsFree()
    {
        var text = $"{Guid.NewGuid()}";
        var balancer = await _bed.CreateLoadBalancerAsync("moves");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var rule = await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200", "text/plain", text), ElbTestbed.Path("/a"));
        await _bed.Elb.AddTagsAsync(new AddTagsRequest { ResourceArns = [listener.ListenerArn], Tags = [new Tag { Key = "team", Value = "shop" }] }, Token);
        var before = await _bed.AddressOfAsync(listener.ListenerArn);

        var modified = (await _bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Port = 18080 }, Token)).Listeners.Single();

        Assert.Equal((listener.ListenerArn, 18080), (modified.ListenerArn, modified.Port));
        Assert.Equal(rule.RuleArn, (await RulesAsync(listener)).Single().RuleArn);
        var after = await _bed.AddressOfAsync(listener.ListenerArn);
        Assert.Equal(text, await _bed.Http.GetStringAsync(new Uri(after, "/a"), Token));
        await ElbTestbed.AssertGoneAsync(new Uri(before, "/a"), text);
        var tags = (await _bed.Elb.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [listener.ListenerArn] }, Token)).TagDescriptions.Single().Tags;
        Assert.Contains(tags, tag => (tag.Key, tag.Value) == ("team", "shop"));

        // The port that it left can be another listener's.
        var second = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "second"));
        Assert.Equal("second", await _bed.Http.GetStringAsync(await _bed.AddressOfAsync(second.ListenerArn), Token));
    }

    [Fact]
    public async Task Modify_PortAndProtocolAtOnce_BothAreInForceWhenItAnswers()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("both");
        var certificate = await _bed.CreateCertificateAsync(Host);
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "here"));

        await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest
            {
                ListenerArn = listener.ListenerArn,
                Port = 18443,
                Protocol = ProtocolEnum.HTTPS,
                Certificates = [new Certificate { CertificateArn = certificate }],
            },
            Token);

        var address = await _bed.AddressOfAsync(listener.ListenerArn);
        using var secured = await ConnectAsync(address);
        await using var tls = new SslStream(secured.GetStream(), leaveInnerStreamOpen: false, (_, served, _, _) => served is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host }, Token);
        Assert.Contains("here", await AskAsync(tls), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<ModifyListenerRequest>, string, string> Refused => new()
    {
        { "a port that another one has", request => request.Port = 81, "DuplicateListener", "A listener already exists on this port for this load balancer" },
        { "a port that is none", request => request.Port = 70000, "ValidationError", "Port '70000' must be between 1 and 65535" },
        { "HTTPS without certificate", request => request.Protocol = ProtocolEnum.HTTPS, "ValidationError", "A certificate must be specified for HTTPS listeners" },
        { "a protocol of network load balancers", request => request.Protocol = ProtocolEnum.TCP, "UnsupportedProtocol", "The protocol 'TCP' is not supported" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Modify_Impossible_IsRefusedAndNothingChanges(string what, Action<ModifyListenerRequest> change, string code, string message)
    {
        var balancer = await _bed.CreateLoadBalancerAsync($"no-{code.ToLowerInvariant()}-{Math.Abs(string.GetHashCode(what, StringComparison.Ordinal)) % 1000}");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "as before"));
        await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), port: 81);
        var request = new ModifyListenerRequest { ListenerArn = listener.ListenerArn, DefaultActions = [ElbTestbed.Fixed("503")] };
        change(request);

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.ModifyListenerAsync(request, Token));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("as before", await _bed.Http.GetStringAsync(await _bed.AddressOfAsync(listener.ListenerArn), Token));
    }

    [Theory]
    [InlineData(false, "InvalidLoadBalancerAction", "Actions of type 'jwt-validation' are supported only on HTTPS listeners")]
    [InlineData(true, "InvalidConfigurationRequest", "Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'GRPC'")]
    public async Task Modify_HttpsToHttpWithRulesThatNeedHttps_IsRefused(bool grpc, string code, string message)
    {
        var name = grpc ? "needs-grpc" : "needs-jwt";
        var balancer = await _bed.CreateLoadBalancerAsync(name);
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), await _bed.CreateCertificateAsync(Host));
        var group = await _bed.CreateTargetGroupAsync(name, request => request.ProtocolVersion = grpc ? "GRPC" : "HTTP1");
        List<Action> actions = [new Action { Type = ActionTypeEnum.Forward, TargetGroupArn = group.TargetGroupArn, Order = 2 }];
        if (!grpc)
        {
            actions.Insert(0, new Action
            {
                Type = ActionTypeEnum.JwtValidation,
                Order = 1,
                JwtValidationConfig = new JwtValidationActionConfig { Issuer = "https://issuer.test", JwksEndpoint = "https://issuer.test/keys" },
            });
        }

        await _bed.Elb.CreateRuleAsync(
            new CreateRuleRequest { ListenerArn = listener.ListenerArn, Priority = 1, Conditions = [ElbTestbed.Path("/a")], Actions = actions }, Token);

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Protocol = ProtocolEnum.HTTP }, Token));

        Assert.Equal((code, message), (exception.ErrorCode, exception.Message));
    }

    private async Task<IEnumerable<Rule>> RulesAsync(Listener listener) =>
        (await _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token)).Rules.Where(rule => rule.IsDefault != true);

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);
        return client;
    }

    // The answer, whose body has 4 bytes; what came when the connection ends before that.
    private static async Task<string> AskAsync(Stream stream)
    {
        var text = "";
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n"), Token);
            var buffer = new byte[4096];
            while (!text.EndsWith("here", StringComparison.Ordinal) && await stream.ReadAsync(buffer, Token) is > 0 and var read)
            {
                text += Encoding.ASCII.GetString(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // Reset: nothing more comes.
        }

        return text;
    }
}
