using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Faults;

/// <summary>A fake clock that tells when somebody begins to wait for just so long.</summary>
internal sealed class DelayWatch(DateTimeOffset start, TimeSpan watched) : FakeTimeProvider(start)
{
    private readonly TaskCompletionSource<Delay> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the first such wait has begun: from then on advancing the clock moves it.</summary>
    public Task<Delay> Begun => _begun.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != watched)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var delay = new Delay();
        var timer = base.CreateTimer(
            whatever =>
            {
                delay.HasFired = true;
                callback(whatever);
            },
            state,
            dueTime,
            period);
        _begun.TrySetResult(delay);
        return timer;
    }

    /// <summary>A wait that was seen to begin.</summary>
    internal sealed class Delay
    {
        public bool HasFired { get; set; }
    }
}
