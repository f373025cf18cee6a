using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>
/// Has a thread take its turns at a processor sooner and for a shorter time, as long as this is not disposed. What is a fraction of a millisecond of
/// work then does not wait for the whole turns of others; nobody's share of the processors changes, and no privilege is needed.
/// </summary>
/// <remarks>
/// The system must let threads choose (Linux 6.12 and later); where it does not, or for a thread with a policy of its own, nothing changes.
/// Source: https://man7.org/linux/man-pages/man2/sched_setattr.2.html, https://docs.kernel.org/scheduler/sched-eevdf.html
/// </remarks>
internal readonly partial struct ShortTurns : IDisposable
{
    // The shortest that there is.
    private const ulong Turn = 100_000;
    private const uint Normal = 0;
    private const nint CallingThread = 0;

    private readonly bool _isShort;

    private ShortTurns(bool isShort) => _isShort = isShort;

    /// <summary>Of the calling thread, which is to dispose the result.</summary>
    public static ShortTurns Begin() => new(TrySetTurn(Turn));

    public void Dispose()
    {
        if (_isShort)
        {
            TrySetTurn(0);
        }
    }

    // 0 is the system's own. What is not the turn stays as it is, above all the nice value.
    private static bool TrySetTurn(ulong nanoseconds)
    {
        if (!OperatingSystem.IsLinux() || Calls() is not var (get, set))
        {
            return false;
        }

        var attributes = default(Attributes);
        var size = Unsafe.SizeOf<Attributes>();
        if (syscall(get, CallingThread, ref attributes, size, 0) < 0 || attributes.Policy != Normal)
        {
            return false;
        }

        attributes.Runtime = nanoseconds;
        return syscall(set, CallingThread, ref attributes, 0, 0) == 0;
    }

    // libc has no functions for them everywhere.
    private static (nint Get, nint Set)? Calls() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

#pragma warning disable SA1300, IDE1006 // As libc names it.
    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint syscall(nint number, nint thread, ref Attributes attributes, nint third, nint flags);
#pragma warning restore SA1300, IDE1006

    // struct sched_attr as it was first.
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
