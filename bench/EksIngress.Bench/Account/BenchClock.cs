namespace EksIngress.Bench.Account;

/// <summary>The machine's time and what it was put forward by: sessions expire without anybody waiting for it.</summary>
internal sealed class BenchClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void PutForward(TimeSpan time) => _ahead += time;
}
