using System.Net;
using EksIngress.Emulator.LoadBalancer.Sockets;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>The connections to one target: those at work, and those that wait for more.</summary>
internal sealed class TargetConnectionPool(IPEndPoint endpoint, bool secure) : IExpiring
{
    private readonly Lock _gate = new();
    private readonly List<TargetConnection> _idle = [];
    private readonly HashSet<TargetConnection> _all = [];
    private DeadlineSweep? _sweep;
    private bool _isRetired;

    public IPEndPoint Endpoint => endpoint;

    public bool IsSecure => secure;

    /// <summary>
    /// A connection that waits, the one used last first; null when there is none. One whose answers come on the thread that asks goes
    /// before others.
    /// </summary>
    public TargetConnection? Rent()
    {
        lock (_gate)
        {
            while (_idle.Count > 0)
            {
                var connection = TakeIdle(SocketLoop.Current);
                if (connection.IsUsable)
                {
                    return connection;
                }

                // The target closed it since: nothing was sent, so another one serves as well.
                Forget(connection);
            }
        }

        return null;
    }

    /// <summary>Takes note of a new connection, before it is connected.</summary>
    public void Add(TargetConnection connection, DeadlineSweep sweep)
    {
        lock (_gate)
        {
            _all.Add(connection);
            if (_sweep is null)
            {
                _sweep = sweep;
                sweep.Add(this);
            }
        }
    }

    /// <summary>Gives a connection back whose exchange is over, both messages whole.</summary>
    public void Return(TargetConnection connection)
    {
        var isArmed = connection.TryArm();
        lock (_gate)
        {
            if (_isRetired || !isArmed)
            {
                Forget(connection);
            }
            else
            {
                _idle.Add(connection);
            }
        }
    }

    /// <summary>Ends a connection.</summary>
    public void Drop(TargetConnection connection)
    {
        lock (_gate)
        {
            Forget(connection);
        }
    }

    /// <summary>From now on every connection ends with the request that it has: the target was deregistered.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            _idle.ForEach(Forget);
            _idle.Clear();
        }
    }

    /// <summary>Ends all connections, whatever they do.</summary>
    public void Cut()
    {
        Retire();
        TargetConnection[] connections;
        lock (_gate)
        {
            connections = [.. _all];
        }

        Array.ForEach(connections, connection => connection.Cut());
    }

    public void Expire(long timestamp)
    {
        lock (_gate)
        {
            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                if (timestamp > _idle[i].IdleDeadline || !_idle[i].IsUsable)
                {
                    Forget(_idle[i]);
                    _idle.RemoveAt(i);
                }
            }

            if (_isRetired && _all.Count == 0)
            {
                _sweep?.Remove(this);
                _sweep = null;
            }
        }
    }

    private TargetConnection TakeIdle(SocketLoop? preferred)
    {
        var last = _idle.Count - 1;
        var index = last;
        while (index > 0 && _idle[index].Loop != preferred)
        {
            index--;
        }

        index = _idle[index].Loop == preferred ? index : last;
        var connection = _idle[index];
        _idle.RemoveAt(index);
        return connection;
    }

    private void Forget(TargetConnection connection)
    {
        _all.Remove(connection);
        connection.Dispose();
    }
}
