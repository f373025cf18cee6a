using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>A target that sends the same bytes to everything and closes the connection.</summary>
public sealed class RawTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public RawTarget(string answer)
    {
        _listener.Start();
        _serving = ServeAsync(Encoding.ASCII.GetBytes(answer));
    }

    public TargetDescription Description => new() { Id = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        var buffer = new byte[4096];
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                _ = await stream.ReadAsync(buffer, _stop.Token);
                await stream.WriteAsync(answer, _stop.Token);
            }
            catch (IOException)
            {
                // The other side was faster to close.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
