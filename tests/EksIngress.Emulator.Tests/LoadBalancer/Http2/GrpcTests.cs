using System.Net;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.LoadBalancer.Http2;

/// <summary>A real gRPC client through the load balancer, to a target that speaks gRPC by hand.</summary>
public sealed class GrpcTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(message => message, message => message);
    private static readonly Method<byte[], byte[]> Unary = new(MethodType.Unary, "test.Echo", "Unary", Bytes, Bytes);
    private static readonly Method<byte[], byte[]> Duplex = new(MethodType.DuplexStreaming, "test.Echo", "Duplex", Bytes, Bytes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_Unary_GetsMessageStatusAndTrailers()
    {
        await using var target = await Http2Target.StartAsync(EchoAsync);
        await using var bed = await TlsBed.StartAsync(target.Description, "GRPC");
        using var channel = Channel(bed);

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Unary, null, new CallOptions(cancellationToken: Token), [1, 2, 3]);

        Assert.Equal([1, 2, 3], await call);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("yes", call.GetTrailers().GetValue("x-echoed"));
        var seen = await bed.Exchanges.NextAsync(Token);
        Assert.Equal(ExchangeKind.Grpcs, seen.Kind);
        // Each message of three bytes has five more in front.
        Assert.InRange(seen.Received, 8 + 60, 8 + 400);
        Assert.InRange(seen.Sent, 8 + 30, 8 + 400);
    }

    [Fact]
    public async Task Call_Duplex_MessagesPassOneByOne()
    {
        await using var target = await Http2Target.StartAsync(EchoAsync);
        await using var bed = await TlsBed.StartAsync(target.Description, "GRPC");
        using var channel = Channel(bed);

        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Duplex, null, new CallOptions(cancellationToken: Token));
        for (byte i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync([i], Token);
            Assert.True(await call.ResponseStream.MoveNext(Token));
            Assert.Equal([i], call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Token));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Call_WithoutTargets_IsUnavailable()
    {
        await using var bed = await TlsBed.StartAsync(async elb => ElbTestbed.Forward((await elb.CreateTargetGroupAsync(configure: request => request.ProtocolVersion = "GRPC")).TargetGroupArn));

        var exception = await CallAsync(bed);

        Assert.Equal((StatusCode.Unavailable, "503 Service Temporarily Unavailable"), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal(503, (await bed.Exchanges.NextAsync(Token)).StatusCode);
    }

    [Fact]
    public async Task Call_ToATargetGroupOfHttp1_IsRefused()
    {
        await using var target = await TargetServer.StartAsync("no");
        await using var bed = await TlsBed.StartAsync(target.Description);

        var exception = await CallAsync(bed);

        Assert.Equal((StatusCode.Unknown, "464"), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal(464, (await bed.Exchanges.NextAsync(Token)).StatusCode);
    }

    [Fact]
    public async Task Call_NothingListens_IsUnavailable()
    {
        var gone = await Http2Target.StartAsync(EchoAsync);
        await gone.DisposeAsync();
        await using var bed = await TlsBed.StartAsync(gone.Description, "GRPC");

        Assert.Equal(StatusCode.Unavailable, (await CallAsync(bed)).StatusCode);
        Assert.Equal(502, (await bed.Exchanges.NextAsync(Token)).StatusCode);
    }

    [Fact]
    public async Task Request_GetToATargetGroupOfGrpc_Is464()
    {
        await using var target = await Http2Target.StartAsync(EchoAsync);
        await using var bed = await TlsBed.StartAsync(target.Description, "GRPC");

        using var response = await bed.Client(HttpVersion.Version20).GetAsync(new Uri("https://shop.example.test/"), Token);

        Assert.Equal(464, (int)response.StatusCode);
    }

    private static async Task<RpcException> CallAsync(TlsBed bed)
    {
        using var channel = Channel(bed);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Unary, null, new CallOptions(cancellationToken: Token), [1]);
        return await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    private static GrpcChannel Channel(TlsBed bed) =>
        GrpcChannel.ForAddress("https://shop.example.test", new GrpcChannelOptions { HttpClient = bed.Client(HttpVersion.Version20) });

    // Each message comes with a byte and its length in front; it goes back as it came.
    private static async Task EchoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        var buffer = new byte[1000];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        context.Response.AppendTrailer("grpc-status", "0");
        context.Response.AppendTrailer("x-echoed", "yes");
    }
}
