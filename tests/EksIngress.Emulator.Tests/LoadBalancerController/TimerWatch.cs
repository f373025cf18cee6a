using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Stands still until it is moved, and tells the timers that are set.</summary>
internal sealed class TimerWatch : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _set.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>When the next timer is due, or the next that is set.</summary>
    public async Task<TimeSpan> NextAsync(CancellationToken cancellationToken) => await _set.Reader.ReadAsync(cancellationToken);
}
