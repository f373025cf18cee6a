namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>The time in which a target that became healthy gets a linearly growing share of requests.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode</remarks>
internal sealed class SlowStartRamp(TimeProvider time, TimeSpan duration)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Part of a full share that the target may have now: 0 at the start, 1 at the end and after it.</summary>
    public double Share() => Math.Min(1, time.GetElapsedTime(_start) / duration);

    public bool IsOver => time.GetElapsedTime(_start) >= duration;

    /// <summary>The same ramp, begun at the same time, over another duration.</summary>
    public SlowStartRamp With(TimeSpan newDuration) => new(time, newDuration, _start);

    private SlowStartRamp(TimeProvider time, TimeSpan duration, long start)
        : this(time, duration) => _start = start;
}
