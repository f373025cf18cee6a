using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.Tests.LoadBalancer.Balancing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class HealthProbeTests
{
    private readonly HealthProbe _probe = new(TimeProvider.System, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP", "HTTP1", "HTTP/1.1")]
    [InlineData("HTTPS", "HTTP1", "HTTP/1.1")]
    [InlineData("HTTP", "HTTP2", "HTTP/2")]
    [InlineData("HTTPS", "HTTP2", "HTTP/2")]
    public async Task Check_EveryProtocol_SendsWhatAnAlbSends(string protocol, string version, string expected)
    {
        var seen = new List<(string Protocol, string Method, string Path, string Agent, string Host)>();
        await using var server = await StartAsync(version, protocol == "HTTPS", context =>
        {
            seen.Add((context.Request.Protocol, context.Request.Method, context.Request.Path, context.Request.Headers.UserAgent.ToString(), context.Request.Host.Value!));
            return Task.CompletedTask;
        });

        var outcome = await _probe.CheckAsync(Target(server), Settings(version) with { Protocol = protocol, Path = "/healthz" }, Token);

        Assert.IsType<ProbeOutcome.Success>(outcome);
        Assert.Equal((expected, "GET", "/healthz", "ELB-HealthChecker/2.0", $"127.0.0.1:{Port(server)}"), Assert.Single(seen));
    }

    [Theory]
    [InlineData("HTTP1")]
    [InlineData("HTTP2")]
    public async Task Check_Twice_MakesAConnectionEach(string version)
    {
        var connections = new HashSet<string>();
        await using var server = await StartAsync(version, secure: false, context =>
        {
            connections.Add(context.Connection.Id);
            return Task.CompletedTask;
        });

        await _probe.CheckAsync(Target(server), Settings(version), Token);
        await _probe.CheckAsync(Target(server), Settings(version), Token);

        Assert.Equal(2, connections.Count);
    }

    [Theory]
    [InlineData(200, null, null)]
    [InlineData(302, "Health checks failed with these codes: [302]", "ResponseCodeMismatch")]
    [InlineData(500, "Health checks failed with these codes: [500]", "TargetError")]
    public async Task Check_StatusCode_IsJudgedByTheMatcher(int statusCode, string? description, string? logReason)
    {
        await using var server = await StartAsync("HTTP1", secure: false, context =>
        {
            context.Response.StatusCode = statusCode;
            context.Response.Headers.Location = "/";
            return Task.CompletedTask;
        });

        var outcome = await _probe.CheckAsync(Target(server), Settings("HTTP1"), Token);

        var failure = outcome as ProbeOutcome.Failure;
        Assert.Equal((description, logReason), (failure?.Description, failure?.LogReason));
        Assert.Equal(statusCode, outcome.StatusCode);
    }

    /// <summary>Status of the call, whether it comes in trailers, matcher, reason of the failure.</summary>
    [Theory]
    [InlineData("12", true, "12", null, "12")]
    [InlineData("12", false, "12", null, "12")]
    [InlineData("0", true, "0-99", null, "0")]
    [InlineData("14", true, "12", "Health checks failed with these codes: [14]", "14 GRPCUnexpectedStatus")]
    [InlineData(null, true, "12", "Health checks failed", "200 GRPCUnexpectedStatus")]
    [InlineData("", true, "12", "Health checks failed", "200 GRPCStatusHeaderEmpty")]
    [InlineData("x", true, "12", "Health checks failed", "200 GRPCUnexpectedStatus")]
    public async Task Check_Grpc_IsJudgedByItsStatus(string? status, bool trailers, string matcher, string? description, string logged)
    {
        (string Method, string? ContentType, string Path, long Length) seen = default;
        await using var server = await StartAsync("GRPC", secure: false, async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            seen = (context.Request.Method, context.Request.ContentType, context.Request.Path, body.Length);
            context.Response.ContentType = "application/grpc";
            if (status is not null && trailers)
            {
                await context.Response.StartAsync(context.RequestAborted);
                // Set and not appended, which leaves an empty one out.
                context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = status;
            }
            else if (status is not null)
            {
                context.Response.Headers["grpc-status"] = status;
            }
        });

        var settings = Settings("GRPC") with { Matcher = StatusCodeMatcher.TryParseGrpc(matcher, out var parsed) ? parsed : throw new InvalidOperationException() };
        var outcome = await _probe.CheckAsync(Target(server), settings, Token);

        var failure = outcome as ProbeOutcome.Failure;
        Assert.Equal(description, failure?.Description);
        Assert.Equal(logged, $"{outcome.StatusCode} {failure?.LogReason}".TrimEnd());
        Assert.Equal(("POST", "application/grpc", "/AWS.ALB/healthcheck", 5L), seen);
    }

    [Fact]
    public async Task Check_NobodyListens_Failed()
    {
        await using var server = await StartAsync("HTTP1", secure: false, _ => Task.CompletedTask);
        var target = Target(server);
        await server.StopAsync(Token);

        var failure = Assert.IsType<ProbeOutcome.Failure>(await _probe.CheckAsync(target, Settings("HTTP1"), Token));

        Assert.Equal(("Target.FailedHealthChecks", "ConnectionReset"), (failure.Reason, failure.LogReason));
    }

    [Fact]
    public async Task Check_NoAnswerInTime_TimedOut()
    {
        await using var server = await StartAsync("HTTP1", secure: false, context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var failure = Assert.IsType<ProbeOutcome.Failure>(
            await _probe.CheckAsync(Target(server), Settings("HTTP1") with { Timeout = TimeSpan.FromMilliseconds(50) }, Token));

        Assert.Equal(("Target.Timeout", "Request timed out", "TimedOut"), (failure.Reason, failure.Description, failure.LogReason));
    }

    private static HealthCheckSettings Settings(string version) => HealthCheckReader.Defaults(version);

    private static int Port(WebApplication server) =>
        new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    private static TargetRuntime Target(WebApplication server) =>
        new(new Target(new TargetKey("127.0.0.1", Port(server)), IPAddress.Loopback, null), GroupBed.Group("arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/group/0123456789abcdef", [], []));

    private static async Task<WebApplication> StartAsync(string version, bool secure, RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = version == "HTTP1" ? HttpProtocols.Http1 : HttpProtocols.Http2;
            if (secure)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync(Token);
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=target", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
