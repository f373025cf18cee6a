using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>What Linux tells about many sockets at once.</summary>
/// <remarks>Source: https://man7.org/linux/man-pages/man7/epoll.7.html</remarks>
internal static partial class Epoll
{
    public const uint In = 0x1;
    public const uint Out = 0x4;
    public const uint Error = 0x8;
    public const uint HangUp = 0x10;

    /// <summary>The peer sends no more.</summary>
    public const uint PeerClosed = 0x2000;

    /// <summary>A change is told once, not as long as it lasts.</summary>
    public const uint EdgeTriggered = 0x8000_0000;

    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Interrupted = 4;
    private const int InProgress = 115;

    // struct epoll_event { uint32_t events; uint64_t data; } has no gap between the two on x86-64 only.
    private static readonly int KeyOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Bytes of one event.</summary>
    public static int EventSize { get; } = KeyOffset + sizeof(ulong);

    public static SafeFileHandle Create() => Handle(epoll_create1(CloseOnExec));

    /// <summary>A counter to wake with who waits for events.</summary>
    public static SafeFileHandle CreateCounter() => Handle(eventfd(0, CloseOnExec));

    /// <summary>Adds one to the counter.</summary>
    public static void Count(SafeFileHandle counter)
    {
        if (write(counter, 1UL, sizeof(ulong)) < 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Asks for the events of a file until it is closed.</summary>
    /// <param name="key">Comes with every event of it.</param>
    public static void Watch(SafeFileHandle epoll, SafeHandle file, uint events, ulong key)
    {
        Span<byte> item = stackalloc byte[EventSize];
        MemoryMarshal.Write(item, events);
        MemoryMarshal.Write(item[KeyOffset..], key);
        if (epoll_ctl(epoll, Add, file, ref MemoryMarshal.GetReference(item)) < 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Waits until there are events.</summary>
    /// <param name="events">Room for them, <see cref="EventSize"/> bytes each.</param>
    /// <param name="waits">False looks only.</param>
    /// <returns>How many there are.</returns>
    public static int Wait(SafeFileHandle epoll, byte[] events, bool waits)
    {
        var count = epoll_wait(epoll, ref events[0], events.Length / EventSize, waits ? -1 : 0);
        return count >= 0 ? count
            : Marshal.GetLastPInvokeError() == Interrupted ? 0
            : throw new Win32Exception();
    }

    public static (uint Events, ulong Key) Read(byte[] events, int index)
    {
        ref var item = ref events[index * EventSize];
        return (Unsafe.ReadUnaligned<uint>(ref item), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref item, KeyOffset)));
    }

    /// <summary>Begins to connect. When it is connected, or has failed, the socket becomes writable.</summary>
    /// <param name="address">As the kernel has it.</param>
    /// <returns>Error number; 0 when it is under way or done.</returns>
    public static int Connect(SafeHandle socket, Memory<byte> address)
    {
        if (connect(socket, ref MemoryMarshal.GetReference(address.Span), address.Length) >= 0)
        {
            return 0;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == InProgress ? 0 : error;
    }

    private static SafeFileHandle Handle(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new Win32Exception();

#pragma warning disable SA1300, IDE1006 // As libc names them.
    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_ctl(SafeHandle epoll, int operation, SafeHandle file, ref byte item);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int epoll_wait(SafeHandle epoll, ref byte events, int maxEvents, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint write(SafeHandle file, in ulong value, nint length);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int connect(SafeHandle socket, ref byte address, int length);
#pragma warning restore SA1300, IDE1006
}
