using System.Net.Security;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>Attributes of load balancers and listeners that a client notices, in HTTP/1.1 and HTTP/2.</summary>
public sealed class AttributeTests
{
    private static readonly Uri Address = new("https://shop.example.test/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task ClientKeepAlive_IsOver_TheConnectionEndsWithTheNextResponse(string version)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await TlsBed.StartAsync(
            _ => Task.FromResult(ElbTestbed.Fixed("200", "text/plain", "fixed")), services: collection => collection.AddSingleton<TimeProvider>(time));
        await SetAsync(bed, ("client_keep_alive.seconds", "60"), ("idle_timeout.timeout_seconds", "4000"));
        var connections = 0;
        var client = bed.Client(Version.Parse(version), () => Interlocked.Increment(ref connections));

        foreach (var pause in new[] { 0, 30, 30, 1 })
        {
            time.Advance(TimeSpan.FromSeconds(pause));
            Assert.Equal("fixed", await client.GetStringAsync(Address, Token));
            Assert.Equal(1, Volatile.Read(ref connections));
        }

        // A GOAWAY may come behind the response that it goes with.
        await Eventually.UntilAsync(async () => await client.GetStringAsync(Address, Token) == "fixed" && Volatile.Read(ref connections) == 2);
    }

    [Theory]
    [InlineData("1.1", "60", "60")]
    [InlineData("2.0", "60", "60")]
    [InlineData("1.1", "4000", "60")]
    [InlineData("2.0", "4000", "60")]
    [InlineData("1.1", "60", "4000")]
    [InlineData("2.0", "60", "4000")]
    public async Task IdleTimeout_OfAConnectionThatIsOpen_IsTheOneInForce(string version, string before, string now)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await TlsBed.StartAsync(
            _ => Task.FromResult(ElbTestbed.Fixed("200", "text/plain", "fixed")), services: collection => collection.AddSingleton<TimeProvider>(time));
        await SetAsync(bed, ("idle_timeout.timeout_seconds", before));
        var connections = 0;
        var client = bed.Client(Version.Parse(version), () => Interlocked.Increment(ref connections));
        Assert.Equal("fixed", await client.GetStringAsync(Address, Token));
        await SetAsync(bed, ("idle_timeout.timeout_seconds", now));
        if (version == "1.1")
        {
            // A connection of HTTP/1.1 that waits has its deadline; the next wait has the new one.
            Assert.Equal("fixed", await client.GetStringAsync(Address, Token));
        }

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("fixed", await client.GetStringAsync(Address, Token));
        Assert.Equal(1, Volatile.Read(ref connections));

        if (now == "60")
        {
            // Closed without a request: what the client asks next comes on another. The load balancer's wait may begin a moment after the client has its response.
            await Eventually.UntilAsync(async () =>
            {
                time.Advance(TimeSpan.FromSeconds(61));
                try
                {
                    return await client.GetStringAsync(Address, Token) == "fixed" && Volatile.Read(ref connections) > 1;
                }
                catch (HttpRequestException)
                {
                    // Sent in the moment that the connection was closed.
                    return false;
                }
            });
        }
        else
        {
            time.Advance(TimeSpan.FromSeconds(61));
            Assert.Equal("fixed", await client.GetStringAsync(Address, Token));
            Assert.Equal(1, Volatile.Read(ref connections));
        }
    }

    [Theory]
    [InlineData("true", "h2")]
    [InlineData("false", "http/1.1")]
    public async Task Http2_EnabledOrNot_IsWhatTheHandshakeOffers(string enabled, string protocol)
    {
        await using var bed = await TlsBed.StartFixedAsync();
        await SetAsync(bed, ("routing.http2.enabled", enabled));

        await using var stream = await bed.ConnectAsync("shop.example.test", protocols: [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);

        Assert.Equal(protocol, stream.NegotiatedApplicationProtocol.ToString());
    }

    [Theory]
    [InlineData("1.1", "/fixed", "awselb/2.0")]
    [InlineData("1.1", "/forwarded", "Kestrel")]
    [InlineData("2.0", "/fixed", "awselb/2.0")]
    [InlineData("2.0", "/forwarded", "Kestrel")]
    public async Task ResponseHeaders_OfTheListener_AreOnEveryResponse(string version, string path, string server)
    {
        (string Key, string Header, string Value)[] headers =
        [
            ("access_control_allow_credentials", "Access-Control-Allow-Credentials", "true"),
            ("access_control_allow_headers", "Access-Control-Allow-Headers", "X-A, X-B"),
            ("access_control_allow_methods", "Access-Control-Allow-Methods", "GET"),
            ("access_control_allow_origin", "Access-Control-Allow-Origin", "https://example.com"),
            ("access_control_expose_headers", "Access-Control-Expose-Headers", "X-C"),
            ("access_control_max_age", "Access-Control-Max-Age", "600"),
            ("content_security_policy", "Content-Security-Policy", "default-src 'self'"),
            ("strict_transport_security", "Strict-Transport-Security", "max-age=31536000"),
            ("x_content_type_options", "X-Content-Type-Options", "nosniff"),
            ("x_frame_options", "X-Frame-Options", "DENY"),
        ];
        await using var target = await TargetServer.StartAsync("forwarded");
        await using var bed = await TlsBed.StartAsync(target.Description);
        await bed.Bed.CreateRuleAsync(bed.ListenerArn, 1, ElbTestbed.Fixed("200", "text/plain", "fixed"), ElbTestbed.Path("/fixed"));
        var client = bed.Client(Version.Parse(version));

        using (var before = await client.GetAsync(new Uri(Address, path), Token))
        {
            Assert.Equal(server, before.Headers.Server.ToString());
            Assert.All(headers, header => Assert.False(before.Headers.Contains(header.Header), header.Header));
        }

        await bed.Bed.Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest
            {
                ListenerArn = bed.ListenerArn,
                Attributes =
                [
                    new ListenerAttribute { Key = "routing.http.response.server.enabled", Value = "false" },
                    .. headers.Select(header => new ListenerAttribute { Key = $"routing.http.response.{header.Key}.header_value", Value = header.Value }),
                ],
            },
            Token);

        using var response = await client.GetAsync(new Uri(Address, path), Token);
        Assert.Equal(path[1..], await response.Content.ReadAsStringAsync(Token));
        Assert.False(response.Headers.Contains("Server"));
        Assert.All(headers, header => Assert.Equal(header.Value, Assert.Single(response.Headers.NonValidated[header.Header])));
    }

    private static Task SetAsync(TlsBed bed, params (string Key, string Value)[] attributes) => bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest
        {
            LoadBalancerArn = bed.BalancerArn,
            Attributes = [.. attributes.Select(attribute => new LoadBalancerAttribute { Key = attribute.Key, Value = attribute.Value })],
        },
        Token);
}
