namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Lets calls through at a rate, and so many at once after a pause. Every call takes its place in the order it comes in, also when it has to wait.
/// </summary>
/// <remarks>Source: https://pkg.go.dev/golang.org/x/time/rate</remarks>
internal sealed class TokenBucket(double ratePerSecond, int burst, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _tokens = burst;
    private DateTimeOffset _filledAt = time.GetUtcNow();

    /// <summary>Takes the next place.</summary>
    /// <returns>How long that place is ahead; the infinite time-out when it never comes.</returns>
    public TimeSpan Take()
    {
        // A burst that holds no call would never let one through; as upstream, which passes over that error, it limits nothing.
        if (burst < 1 || double.IsPositiveInfinity(ratePerSecond) || double.IsNaN(ratePerSecond))
        {
            return TimeSpan.Zero;
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            var elapsed = Math.Max(0, (now - _filledAt).TotalSeconds);
            _tokens = Math.Min(burst, _tokens + (elapsed * Math.Max(0, ratePerSecond)));
            _filledAt = now;
            _tokens--;
            if (_tokens >= 0)
            {
                return TimeSpan.Zero;
            }

            var seconds = ratePerSecond > 0 ? -_tokens / ratePerSecond : double.PositiveInfinity;
            return seconds < TimeSpan.FromDays(40).TotalSeconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
        }
    }
}
