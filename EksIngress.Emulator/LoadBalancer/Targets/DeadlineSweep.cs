using System.Collections.Concurrent;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>
/// One timer for the deadlines of all connections. Setting a deadline is then a write to a field; it is found out up to
/// <see cref="Interval"/> late, which is little against limits that are given in seconds.
/// </summary>
internal sealed class DeadlineSweep : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<IExpiring, bool> _members = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public DeadlineSweep(TimeProvider time)
    {
        _time = time;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((DeadlineSweep)state!).Sweep(), this, Interval, Interval);
        }
    }

    public void Add(IExpiring member) => _members.TryAdd(member, true);

    public void Remove(IExpiring member) => _members.TryRemove(member, out _);

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        foreach (var (member, _) in _members)
        {
            member.Expire(now);
        }
    }
}
