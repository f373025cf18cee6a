using System.Collections.Frozen;
using System.Net.Sockets;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Sockets;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EksIngress.Emulator.LoadBalancer.Network;

/// <summary>
/// A client's connection that a Network Load Balancer took and an Application Load Balancer serves. Looked at every 200 ms for what may end it: silence, a
/// target that became unhealthy, the end of a deregistration.
/// </summary>
internal sealed class Flow : LoopConnection, IExpiring
{
    private readonly NetworkListenerServer _server;
    private readonly NetworkProgram _program;
    private readonly TargetRuntime _target;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private IConnectionLifetimeNotificationFeature? _lifetime;
    private bool _isClosing;
    private bool _isEnded;
    private bool _wasHealthy;
    private int _isReset;
    private long _counted;
    private long _moved;

    public Flow(Socket socket, NetworkListenerServer server, NetworkProgram program, TargetRuntime target)
        : base(socket, SocketLoop.Next())
    {
        _server = server;
        _program = program;
        _target = target;
        _moved = server.Time.GetTimestamp();
        _wasHealthy = target.Health.State == TargetHealthState.Healthy;
        target.Enter();
        ElbMetrics.CountFlow(program.Tags.Span);
    }

    /// <summary>Ends with the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Bound ports of the Network Load Balancer, by listener port.</summary>
    public FrozenDictionary<string, string> LocalPorts => _program.LocalPorts;

    /// <summary>Called by the web server that serves it, before anything else.</summary>
    public void Attach()
    {
        lock (_gate)
        {
            _lifetime = Features.Get<IConnectionLifetimeNotificationFeature>();
            if (_isClosing)
            {
                _lifetime?.RequestClose();
            }
        }
    }

    /// <summary>No further request is served; what runs may end.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosing = true;
            _lifetime?.RequestClose();
        }
    }

    public void Reset(string reason)
    {
        if (Interlocked.Exchange(ref _isReset, 1) == 1)
        {
            return;
        }

        ElbMetrics.ElbResetCount.Add(1, _program.Tags.Span);
        Abort(new ConnectionAbortedException(reason));
    }

    public void Expire(long timestamp)
    {
        if (CountBytes())
        {
            _moved = timestamp;
        }
        else if (_server.Time.GetElapsedTime(_moved, timestamp) > _server.IdleTimeout)
        {
            Reset("Nothing was sent for longer than the idle timeout.");
            return;
        }

        var state = _target.Health.State;
        var settings = _program.TargetGroup.Settings;
        if (state == TargetHealthState.Unhealthy && _wasHealthy && settings.TerminatesUnhealthy)
        {
            Reset("The target became unhealthy.");
        }
        else if (_target.Cut.IsCancellationRequested && settings.TerminatesDeregistered)
        {
            Reset("The deregistration delay of the target is over.");
        }

        _wasHealthy = state == TargetHealthState.Healthy;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
        }

        CountBytes();
        ElbMetrics.EndFlow(_program.Tags.Span);
        _target.Leave();
        _server.Remove(this);
        _ended.SetResult();
    }

    private bool CountBytes()
    {
        var bytes = Moved;
        var more = bytes - Interlocked.Exchange(ref _counted, bytes);
        if (more > 0)
        {
            ElbMetrics.CountFlowBytes(more, _program.Tags.Span);
        }

        return more > 0;
    }
}
