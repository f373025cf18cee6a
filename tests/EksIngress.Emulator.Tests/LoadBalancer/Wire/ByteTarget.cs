using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>A target at the level of bytes: it keeps what each connection brings, and a script says what goes back.</summary>
internal sealed class ByteTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ByteConversation, Task> _script;
    private readonly ConcurrentBag<Task> _running = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="script">Runs for each connection but those of health checks; the connection closes with it.</param>
    public ByteTarget(Func<ByteConversation, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many connections the load balancer made for requests.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public TargetDescription Description => new() { Id = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    /// <summary>Answers every request with 200 and, as its body, the head that came.</summary>
    public static ByteTarget EchoHeads() => new(async conversation =>
    {
        while (await conversation.ReadHeadAsync() is { } head)
        {
            await conversation.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {head.Length}\r\n\r\n{head}");
        }
    });

    /// <summary>Answers every request with the same bytes.</summary>
    public static ByteTarget Always(string response) => new(async conversation =>
    {
        while (await conversation.ReadHeadAsync() is not null)
        {
            await conversation.WriteAsync(response);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_running);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var conversation = new ByteConversation(client.GetStream(), _stop.Token);
            try
            {
                if (await conversation.PeekHeadAsync() is not { } head)
                {
                    return;
                }

                if (head.Contains("ELB-HealthChecker", StringComparison.Ordinal))
                {
                    await conversation.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    return;
                }

                Interlocked.Increment(ref _connections);
                await _script(conversation);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The load balancer closed it, or the test is over.
            }
        }
    }
}
