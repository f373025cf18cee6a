using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Http2;
using EksIngress.Emulator.LoadBalancer.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A web server on the loopback port of one listener.</summary>
internal sealed class ListenerServer : IAsyncDisposable
{
    // What runs on a connection never blocks, so it needs no other thread than the one that found its bytes; and a connection
    // that is open has its buffer, instead of asking twice for each message.
    private static readonly SocketTransportOptions TransportOptions = new()
    {
        UnsafePreferInlineScheduling = true,
        WaitForDataBeforeAllocatingBuffer = false,
    };

    // Requests that run when a listener is deleted get this long.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly ListenerContext _context;
    private ListenerSource? _source;

    private ListenerServer(KestrelServer server, ListenerContext context, int localPort)
    {
        _server = server;
        _context = context;
        LocalPort = localPort;
    }

    public int LocalPort { get; }

    /// <summary>Binds the first free port that <paramref name="port"/> may have.</summary>
    /// <exception cref="IOException">None is free.</exception>
    public static async Task<ListenerServer> StartAsync(
        int port,
        ListenerContext context,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        foreach (var candidate in LocalPorts(port))
        {
            if (IsFree(candidate) && await TryStartAsync(candidate, context, loggerFactory, cancellationToken) is { } server)
            {
                return new ListenerServer(server, context, candidate);
            }
        }

        throw new IOException($"No port of 127.0.0.1 is free for a listener of port {port}.");
    }

    /// <summary>Puts the rules in force, if they differ from those that are.</summary>
    public void Apply(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups)
    {
        if (!source.IsSameAs(_source))
        {
            _context.Swap(ListenerProgram.Compile(source, targetGroups));
            _source = source;
        }
    }

    /// <summary>Frees the port at once; requests that run may end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout, _context.Time);
        await _server.StopAsync(timeout.Token);
        _server.Dispose();
    }

    // Null when somebody took the port since it was looked at.
    private static async Task<KestrelServer?> TryStartAsync(
        int port,
        ListenerContext context,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        KestrelServer? server = null;
        try
        {
            var transport = new SocketTransportFactory(Options.Create(TransportOptions), loggerFactory);
            server = new KestrelServer(Options.Create(CreateOptions(port, context)), transport, loggerFactory);
            var starting = server;
            await Detached.Run(() => starting.StartAsync(new Http2Application(), cancellationToken));
            server = null;
            return starting;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return null;
        }
        finally
        {
            server?.Dispose();
        }
    }

    private static KestrelServerOptions CreateOptions(int port, ListenerContext context)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Run(connection => ConnectionMetrics.CountAsync(context, () => new Http1Connection(connection, context, Client(connection)).RunAsync()));
        });
        return options;
    }

    private static ClientInfo Client(ConnectionContext connection) => new()
    {
        Address = connection.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0),
    };

    private static IEnumerable<int> LocalPorts(int port)
    {
        var first = port switch
        {
            80 => 8080,
            443 => 8443,
            _ => port,
        };
        return Enumerable.Range(first, IPEndPoint.MaxPort - first + 1);
    }

    // Also false for a port that this user may not bind.
    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
