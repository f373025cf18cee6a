using System.Net;
using EksIngress.Emulator.LoadBalancer.Http2;
using EksIngress.Emulator.LoadBalancer.Network;
using EksIngress.Emulator.LoadBalancer.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A web server on the loopback port of one listener.</summary>
internal sealed class ListenerServer : IListenerServer
{
    // Requests that run when a listener is deleted get this long.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly ListenerContext _context;
    private readonly AlbListeners _albs;
    private ListenerSource? _source;

    private ListenerServer(KestrelServer server, HandOver handOver, ListenerContext context, AlbListeners albs, int localPort)
    {
        _server = server;
        _context = context;
        _albs = albs;
        HandOver = handOver;
        LocalPort = localPort;
    }

    public int LocalPort { get; }

    /// <summary>Takes connections that somebody else accepted.</summary>
    public HandOver HandOver { get; }

    /// <summary>Binds the first free one of <paramref name="localPorts"/> for a listener of <paramref name="port"/>.</summary>
    /// <exception cref="IOException">None is free.</exception>
    public static async Task<ListenerServer> StartAsync(
        int port,
        IEnumerable<int> localPorts,
        ListenerContext context,
        ListenerConnections connections,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        foreach (var candidate in localPorts)
        {
#pragma warning disable CA2000 // It belongs to the web server.
            var handOver = new HandOver();
#pragma warning restore CA2000
            var options = connections.CreateOptions(candidate, handOver, context);
            if (LoopbackPorts.IsFree(candidate) && await TryStartAsync(options, connections.CreateApplication(context), loggerFactory, cancellationToken) is { } server)
            {
                return new ListenerServer(server, handOver, context, connections.Albs, candidate);
            }
        }

        throw new IOException($"No port of 127.0.0.1 is free for a listener of port {port}.");
    }

    /// <summary>Puts the rules in force, if they differ from those that are.</summary>
    public void Apply(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups)
    {
        if (!source.IsSameAs(_source))
        {
            _context.Swap(ListenerProgram.Compile(source, targetGroups, _context.Program));
            _source = source;
            _albs.Set(source.LoadBalancer.Arn, source.Listener.Port, this);
        }
    }

    /// <summary>Frees the port at once; requests that run have two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout, _context.Time);
        await LeaveAsync(timeout.Token);
    }

    /// <summary>Frees the port at once, and ends with the last of the requests that run, WebSockets among them.</summary>
    /// <param name="cut">Cuts those that still run.</param>
    public async Task LeaveAsync(CancellationToken cut)
    {
        _albs.Remove(this);
        await _server.StopAsync(cut);
        _server.Dispose();
    }

    // Null when somebody took the port since it was looked at.
    private static async Task<KestrelServer?> TryStartAsync(
        KestrelServerOptions options,
        Http2Application application,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        KestrelServer? server = null;
        try
        {
            server = new KestrelServer(Options.Create(options), new LoopTransport(), loggerFactory);
            var starting = server;
            await Detached.Run(() => starting.StartAsync(application, cancellationToken));
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

    /// <summary>The ports of this machine that may stand for a listener's, in the order they are tried.</summary>
    public static IEnumerable<int> LocalPorts(int port)
    {
        var first = port switch
        {
            80 => 8080,
            443 => 8443,
            _ => port,
        };
        return Enumerable.Range(first, IPEndPoint.MaxPort - first + 1);
    }
}
