namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>
/// Holds the target's connection that works for a client, with what may end that work from outside: the client leaves, or nothing moves
/// for too long.
/// </summary>
internal abstract class ExchangeGuard(ListenerContext listener) : IExpiring
{
    private readonly Lock _gate = new();
    private long _deadline = long.MaxValue;
    private TargetConnection? _target;
    private volatile bool _isClientGone;
    private volatile bool _isExpired;

    /// <summary>The client closed its connection or stream.</summary>
    public bool IsClientGone => _isClientGone;

    /// <summary>Nothing moved until the deadline.</summary>
    public bool IsExpired => _isExpired;

    protected ListenerContext Listener => listener;

    public void SetDeadline(TimeSpan fromNow) => SetDeadline(listener.Time.GetTimestamp(), fromNow);

    /// <param name="now">Timestamp, for who has just read the clock.</param>
    public void SetDeadline(long now, TimeSpan fromNow) => Volatile.Write(ref _deadline, listener.After(now, fromNow));

    /// <summary>From now on this connection ends with the client's.</summary>
    public void Attach(TargetConnection target)
    {
        lock (_gate)
        {
            _target = target;
            if (_isClientGone || _isExpired)
            {
                target.Dispose();
            }
        }
    }

    public void Detach()
    {
        lock (_gate)
        {
            _target = null;
        }
    }

    /// <summary>Ends what waits for the target.</summary>
    public void CutTarget()
    {
        lock (_gate)
        {
            _target?.Dispose();
        }
    }

    public void Expire(long timestamp)
    {
        if (timestamp <= Volatile.Read(ref _deadline))
        {
            return;
        }

        Volatile.Write(ref _deadline, long.MaxValue);
        lock (_gate)
        {
            _isExpired = true;
            _target?.Dispose();
        }

        OnExpired();
    }

    /// <summary>After a time-out that was answered: the connection goes on.</summary>
    protected void ForgetExpiry() => _isExpired = false;

    /// <summary>Ends what waits for the client.</summary>
    protected abstract void OnExpired();

    protected void LoseClient()
    {
        lock (_gate)
        {
            _isClientGone = true;
            _target?.Dispose();
        }
    }
}
