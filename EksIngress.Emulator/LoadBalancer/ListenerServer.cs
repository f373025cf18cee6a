using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A web server on the loopback port of one listener.</summary>
internal sealed class ListenerServer : IAsyncDisposable
{
    private const int MaxHeaderCount = 1000;

    // Requests that run when a listener is deleted get this long.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly KestrelServerOptions _options;
    private readonly TimeProvider _time;
    private ListenerSource? _source;

    private ListenerServer(KestrelServer server, KestrelServerOptions options, ListenerApplication application, int localPort, TimeProvider time)
    {
        _server = server;
        _options = options;
        _time = time;
        Application = application;
        LocalPort = localPort;
    }

    public ListenerApplication Application { get; }

    public int LocalPort { get; }

    /// <summary>Binds the first free port that <paramref name="port"/> may have.</summary>
    /// <exception cref="IOException">None is free.</exception>
    public static async Task<ListenerServer> StartAsync(
        int port,
        ListenerApplication application,
        TimeProvider time,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        foreach (var candidate in LocalPorts(port))
        {
            if (IsFree(candidate) && await TryStartAsync(candidate, application, loggerFactory, cancellationToken) is var (server, options))
            {
                return new ListenerServer(server, options, application, candidate, time);
            }
        }

        throw new IOException($"No port of 127.0.0.1 is free for a listener of port {port}.");
    }

    /// <summary>Puts the rules in force, if they differ from those that are.</summary>
    public void Apply(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups)
    {
        if (!source.IsSameAs(_source))
        {
            var program = ListenerProgram.Compile(source, targetGroups);
            // Connections look at these when they are made.
            _options.Limits.KeepAliveTimeout = program.IdleTimeout;
            _options.Limits.RequestHeadersTimeout = program.IdleTimeout;
            Application.Swap(program);
            _source = source;
        }
    }

    /// <summary>Frees the port at once; requests that run may end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout, _time);
        await _server.StopAsync(timeout.Token);
        _server.Dispose();
    }

    // Null when somebody took the port since it was looked at.
    private static async Task<(KestrelServer Server, KestrelServerOptions Options)?> TryStartAsync(
        int port,
        ListenerApplication application,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken)
    {
        KestrelServer? server = null;
        try
        {
            var options = CreateOptions(port);
            var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggerFactory);
            server = new KestrelServer(Options.Create(options), transport, loggerFactory);
            var starting = server;
            await Detached.Run(() => starting.StartAsync(application, cancellationToken));
            server = null;
            return (starting, options);
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

    private static KestrelServerOptions CreateOptions(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestLineSize = RequestLimits.ServerRequestLine;
        options.Limits.MaxRequestHeadersTotalSize = RequestLimits.ServerHeaders;
        options.Limits.MaxRequestHeaderCount = MaxHeaderCount;
        options.Limits.MaxRequestBodySize = null;
        // An ALB limits silence (idle timeout, with the forwarder), not speed.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        return options;
    }

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
