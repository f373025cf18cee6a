using System.Globalization;

namespace EksIngress.Bench;

/// <summary>What the calling thread had of the machine up to now, as Linux and the runtime count it.</summary>
/// <param name="Processor">Time that it ran.</param>
/// <param name="Waiting">Time that it could have run and no processor was free.</param>
/// <param name="Pause">Time that the runtime held all threads to collect garbage.</param>
/// <param name="Allocated">Bytes.</param>
/// <remarks>Source: https://docs.kernel.org/scheduler/sched-stats.html</remarks>
internal readonly record struct ThreadUsage(TimeSpan Processor, TimeSpan Waiting, TimeSpan Pause, long Allocated)
{
    private const double NanosecondsPerMicrosecond = 1e3;

    /// <exception cref="BenchException">The system does not tell.</exception>
    public static ThreadUsage Read()
    {
        // First: what reading allocates is not part of what is read at the end.
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        return File.ReadAllText("/proc/thread-self/schedstat").Split(' ') is [var processor, var waiting, _]
            ? new ThreadUsage(Nanoseconds(processor), Nanoseconds(waiting), GC.GetTotalPauseDuration(), allocated)
            : throw new BenchException("The system does not tell what a thread uses.");
    }

    public static ThreadUsage operator -(ThreadUsage end, ThreadUsage start) =>
        new(end.Processor - start.Processor, end.Waiting - start.Waiting, end.Pause - start.Pause, end.Allocated - start.Allocated);

    private static TimeSpan Nanoseconds(string text) => TimeSpan.FromMicroseconds(long.Parse(text, CultureInfo.InvariantCulture) / NanosecondsPerMicrosecond);
}
