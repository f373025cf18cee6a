using System.Runtime.InteropServices;

namespace EksIngress.Bench;

/// <summary>What the calling thread had of the machine up to now, as Linux and the runtime count it.</summary>
/// <param name="Processor">Time that it ran.</param>
/// <param name="Preemptions">How often it was ready to run on and another ran in its place.</param>
/// <param name="Pause">Time that the runtime held all threads to collect garbage.</param>
/// <param name="Allocated">Bytes.</param>
/// <remarks>Source: https://man7.org/linux/man-pages/man2/getrusage.2.html, https://man7.org/linux/man-pages/man3/clock_gettime.3.html</remarks>
internal readonly partial record struct ThreadUsage(TimeSpan Processor, long Preemptions, TimeSpan Pause, long Allocated)
{
    private const int OfThread = 1;
    private const int ThreadProcessorClock = 3;

    // struct rusage: two times of seconds and microseconds, then 14 counts, each of 64 bits; the last is of involuntary switches.
    private const int Fields = 18;

    /// <exception cref="BenchException">The system does not tell.</exception>
    public static ThreadUsage Read()
    {
        // The times of getrusage go by the tick of the scheduler.
        Span<long> usage = stackalloc long[Fields];
        Span<long> time = stackalloc long[2];
        if (getrusage(OfThread, ref usage[0]) != 0 || clock_gettime(ThreadProcessorClock, ref time[0]) != 0)
        {
            throw new BenchException("The system does not tell what a thread uses.");
        }

        return new ThreadUsage(
            TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1e3),
            usage[Fields - 1],
            GC.GetTotalPauseDuration(),
            GC.GetAllocatedBytesForCurrentThread());
    }

    public static ThreadUsage operator -(ThreadUsage end, ThreadUsage start) =>
        new(end.Processor - start.Processor, end.Preemptions - start.Preemptions, end.Pause - start.Pause, end.Allocated - start.Allocated);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int getrusage(int who, ref long usage);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int clock_gettime(int clock, ref long time);
}
