using System.Collections.Concurrent;

namespace EksIngress.Provisioner.Tests;

/// <summary>The machine's clock, but every wait is over after a fiftieth of its time. Says how long the waits would have been.</summary>
internal sealed class ShortWaits : TimeProvider
{
    private const int Factor = 50;

    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Factor, period);
    }
}
