using System.Buffers;
using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.LoadBalancer.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EksIngress.Emulator.Tests.LoadBalancer.Sockets;

/// <summary>Connections of the load balancer's own threads, with a plain socket at the other end.</summary>
public sealed class LoopSocketTests : IAsyncLifetime
{
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private IConnectionListener _listener = null!;
    private ConnectionContext _connection = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = await new LoopTransport().BindAsync(new IPEndPoint(IPAddress.Loopback, 0), Token);
        await _peer.ConnectAsync(_listener.EndPoint, Token);
        _connection = (await _listener.AcceptAsync(Token))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _listener.DisposeAsync();
        _peer.Dispose();
    }

    [Fact]
    public async Task Flush_MoreThanThePeerTakes_EndsWhenItHasTakenAll()
    {
        var sent = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(sent);
        _connection.Transport.Output.Write(sent);

        var flushing = _connection.Transport.Output.FlushAsync(Token);

        Assert.False(flushing.IsCompleted);
        Assert.Equal(sent, await ReceiveAsync(sent.Length));
        Assert.False((await flushing).IsCompleted);
    }

    [Fact]
    public async Task Read_MoreThanTheBufferHolds_GivesEveryByteInOrder()
    {
        var sent = new byte[4 * 1024 * 1024];
        Random.Shared.NextBytes(sent);
        var sending = Task.Run(
            async () =>
            {
                await _peer.SendAsync(sent, Token);
                _peer.Shutdown(SocketShutdown.Send);
            },
            Token);

        var received = new ArrayBufferWriter<byte>();
        var isCompleted = false;
        while (!isCompleted)
        {
            var result = await _connection.Transport.Input.ReadAsync(Token);
            foreach (var segment in result.Buffer)
            {
                received.Write(segment.Span);
            }

            _connection.Transport.Input.AdvanceTo(result.Buffer.End);
            isCompleted = result.IsCompleted;
        }

        await sending;
        Assert.Equal(sent, received.WrittenMemory.ToArray());
    }

    [Fact]
    public async Task Read_WhatIsNotExamined_ComesAgainWithWhatFollows()
    {
        var input = _connection.Transport.Input;
        await _peer.SendAsync("ab"u8.ToArray(), Token);
        var first = await input.ReadAsync(Token);
        input.AdvanceTo(first.Buffer.GetPosition(1));

        var rest = await input.ReadAsync(Token);
        Assert.Equal("b"u8.ToArray(), rest.Buffer.ToArray());
        input.AdvanceTo(rest.Buffer.Start, rest.Buffer.End);
        var following = input.ReadAsync(Token);
        Assert.False(following.IsCompleted);
        await _peer.SendAsync("c"u8.ToArray(), Token);

        Assert.Equal("bc"u8.ToArray(), (await following).Buffer.ToArray());
    }

    [Fact]
    public async Task Peer_EndsRightAfterItsBytes_BytesThenEnd()
    {
        await _peer.SendAsync("last"u8.ToArray(), Token);
        _peer.Shutdown(SocketShutdown.Send);
        await ClosedAsync();

        var bytes = await _connection.Transport.Input.ReadAsync(Token);
        Assert.Equal("last"u8.ToArray(), bytes.Buffer.ToArray());
        _connection.Transport.Input.AdvanceTo(bytes.Buffer.End);
        var end = await _connection.Transport.Input.ReadAsync(Token);

        Assert.True(end.IsCompleted);
        Assert.True(end.Buffer.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Canceled_TakesNothing(bool isWaiting)
    {
        var input = _connection.Transport.Input;
        var reading = isWaiting ? input.ReadAsync(CancellationToken.None) : default;

        input.CancelPendingRead();

        var canceled = await (isWaiting ? reading : input.ReadAsync(CancellationToken.None));
        Assert.True(canceled.IsCanceled);
        input.AdvanceTo(canceled.Buffer.End);
        await _peer.SendAsync("x"u8.ToArray(), Token);
        var result = await input.ReadAsync(Token);
        Assert.Equal("x"u8.ToArray(), result.Buffer.ToArray());
        Assert.False(result.IsCanceled);
    }

    [Fact]
    public async Task Read_TokenCanceled_Throws()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = _connection.Transport.Input.ReadAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    }

    [Fact]
    public async Task Abort_WhileReading_EndsTheReadAndResetsThePeer()
    {
        var reading = _connection.Transport.Input.ReadAsync(Token);

        _connection.Abort();

        await Assert.ThrowsAnyAsync<Exception>(async () => await reading);
        var lost = await Assert.ThrowsAsync<SocketException>(async () => await _peer.ReceiveAsync(new byte[1], Token));
        Assert.Equal(SocketError.ConnectionReset, lost.SocketErrorCode);
        Assert.True(_connection.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task Close_OnBothSidesAtOnce_IsToldOnce()
    {
        for (var i = 0; i < 500; i++)
        {
            using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await peer.ConnectAsync(_listener.EndPoint, Token);
            var connection = (await _listener.AcceptAsync(Token))!;
            var told = 0;
            await using var registration = connection.ConnectionClosed.Register(() => Interlocked.Increment(ref told));

            await Task.WhenAll(Task.Run(peer.Dispose, Token), Task.Run(async () => await connection.DisposeAsync(), Token));

            // The loop may be the one that tells, after the connection was disposed of.
            await Eventually.UntilAsync(() => Task.FromResult(Volatile.Read(ref told) == 1));
            Assert.True(connection.ConnectionClosed.IsCancellationRequested);
        }
    }

    [Fact]
    public async Task Connect_NobodyListens_Fails()
    {
        // A port that is taken, so that nobody else can listen to it, and not listened to.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var endpoint = (IPEndPoint)taken.LocalEndPoint!;
        using var socket = new LoopSocket(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), SocketLoop.Next(), hungUp: null);

        var refused = await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(endpoint));

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Dispose_WhileReceiving_EndsTheWait()
    {
        var endpoint = (IPEndPoint)_listener.EndPoint;
        using var socket = new LoopSocket(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), SocketLoop.Next(), hungUp: null);
        await socket.ConnectAsync(endpoint);
        var receiving = socket.Receiving.RunAsync(new byte[1]);
        Assert.True(socket.Receiving.IsSilent);

        socket.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await receiving);
    }

    private async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        for (var received = 0; received < count;)
        {
            received += await _peer.ReceiveAsync(bytes.AsMemory(received), Token);
        }

        return bytes;
    }

    private async Task ClosedAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _connection.ConnectionClosed.Register(closed.SetResult);
        await closed.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
    }
}
