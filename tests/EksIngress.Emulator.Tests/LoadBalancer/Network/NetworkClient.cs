using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;

namespace EksIngress.Emulator.Tests.LoadBalancer.Network;

/// <summary>One connection of a client, from an address of its own.</summary>
internal sealed class NetworkClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private NetworkClient(Socket socket)
    {
        _deadline.CancelAfter(s_patience);
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Conversation = new ByteConversation(_stream, _deadline.Token);
    }

    public ByteConversation Conversation { get; }

    /// <param name="from">Address of the client; one of 127/8.</param>
    public static async Task<NetworkClient> ConnectAsync(Uri address, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        return new NetworkClient(socket);
    }

    /// <summary>Whether a new connection is reset before a byte goes over it; that may show while it is made.</summary>
    public static async Task<bool> IsResetAsync(Uri address)
    {
        try
        {
            using var client = await ConnectAsync(address);
            return !await client.EndsAsync();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    /// <summary>Sends a request on this connection, and reads the answer with its body of the length that it says.</summary>
    public async Task<string> GetAsync(string path)
    {
        await Conversation.WriteAsync($"GET {path} HTTP/1.1\r\nHost: shop.example.test\r\n\r\n");
        var head = await Conversation.ReadHeadAsync() ?? throw new IOException("The connection ended without an answer.");
        var length = head.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))["Content-Length: ".Length..];
        return head + await Conversation.ReadAsync(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Ends its own direction.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>True if the load balancer ends the connection, false if it resets it.</summary>
    public async Task<bool> EndsAsync()
    {
        try
        {
            return (await Conversation.ReadToEndAsync()).Length == 0;
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return false;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _deadline.Dispose();
    }
}
