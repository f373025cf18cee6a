using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.LoadBalancer.Metrics;

namespace EksIngress.Emulator.LoadBalancer.Network;

/// <summary>Takes connections on the loopback port of one TCP listener and hands each to the Application Load Balancer that is the target.</summary>
internal sealed class NetworkListenerServer : IListenerServer
{
    private const int Backlog = 512;

    // Requests that run when a listener is deleted get this long, as at an Application Load Balancer.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Flow, bool> _flows = new();
    private readonly Socket _socket;
    private readonly ListenerContext _context;
    private readonly AlbListeners _albs;
    private readonly Task _accepting;
    private ListenerSource? _source;

    // Null until the first rules are published, right after the port was bound.
    private volatile NetworkProgram? _program;

    private NetworkListenerServer(Socket socket, ListenerContext context, AlbListeners albs)
    {
        _socket = socket;
        _context = context;
        _albs = albs;
        LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _accepting = Detached.Run(AcceptAsync);
    }

    public int LocalPort { get; }

    public TimeProvider Time => _context.Time;

    /// <summary>The one that is in force, for connections that run as well.</summary>
    public TimeSpan IdleTimeout => _program?.IdleTimeout ?? TimeSpan.MaxValue;

    /// <summary>Binds the first free one of <paramref name="localPorts"/> for a listener of <paramref name="port"/>.</summary>
    /// <exception cref="IOException">None is free.</exception>
    public static NetworkListenerServer Start(int port, IEnumerable<int> localPorts, ListenerContext context, AlbListeners albs)
    {
        foreach (var candidate in localPorts)
        {
            if (TryListen(candidate) is { } socket)
            {
                return new NetworkListenerServer(socket, context, albs);
            }
        }

        throw new IOException($"No port of 127.0.0.1 is free for a listener of port {port}.");
    }

    public void Apply(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups)
    {
        if (!source.IsSameAs(_source))
        {
            _program = new NetworkProgram(source, targetGroups);
            _source = source;
        }
    }

    /// <summary>Frees the port at once; requests that run have two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout, Time);
        await LeaveAsync(timeout.Token);
    }

    public async Task LeaveAsync(CancellationToken cut)
    {
        _socket.Dispose();
        await _accepting;
        foreach (var flow in _flows.Keys)
        {
            flow.Close();
        }

        try
        {
            await Task.WhenAll(_flows.Keys.Select(flow => flow.Ended)).WaitAsync(cut);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            foreach (var flow in _flows.Keys)
            {
                flow.Reset("The listener was deleted.");
            }
        }
    }

    public void Remove(Flow flow)
    {
        _flows.TryRemove(flow, out _);
        _context.Sweep.Remove(flow);
    }

    private static Socket? TryListen(int port)
    {
        Socket? socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
            var listening = socket;
            socket = null;
            return listening;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return null;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await _socket.AcceptAsync();
                Pass(accepted);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException)
            {
                // The client went while it waited; the next one is to be taken.
                accepted?.Dispose();
            }
        }
    }

    private void Pass(Socket accepted)
    {
        if (_program is not { } program)
        {
            Refuse(accepted);
            return;
        }

        if (program.TargetGroup.Pick() is not { } target || _albs.Find(target.Target.Key.Id, target.Target.Key.Port) is not { } alb)
        {
            ElbMetrics.ElbResetCount.Add(1, program.Tags.Span);
            Refuse(accepted);
            return;
        }

        if (target.Health.State != TargetHealthState.Healthy)
        {
            ElbMetrics.UnhealthyRoutingFlowCount.Add(1, program.TargetGroup.Dimensions.Tags);
        }

        var flow = new Flow(accepted, this, program, target);
        _flows.TryAdd(flow, true);
        _context.Sweep.Add(flow);
        flow.Open();
        if (!alb.HandOver.TryPut(flow))
        {
            flow.Reset("The target takes no more connections.");
            Detached.Forget(() => flow.DisposeAsync().AsTask(), _context.Logger);
        }
    }

    private static void Refuse(Socket accepted)
    {
        accepted.LingerState = new LingerOption(enable: true, seconds: 0);
        accepted.Dispose();
    }
}
