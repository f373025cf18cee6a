using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>
/// A thread that waits for many sockets and runs what waits for them itself: between the bytes that come and those that go, no other
/// thread has to be woken. What runs here must not block. The threads live as long as the process, as those of the thread pool do.
/// </summary>
internal sealed class SocketLoop
{
    // As many as can be of use to a load balancer on a developer's machine.
    private const int MaxLoops = 8;
    private const int MaxEvents = 256;
    private const ulong WakeKey = ulong.MaxValue;
    private const uint Events = Epoll.In | Epoll.Out | Epoll.PeerClosed | Epoll.EdgeTriggered;

    private static readonly Lazy<SocketLoop[]> All = new(Start);

    [ThreadStatic]
    private static SocketLoop? t_current;

    private static int s_last;

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _epoll = Epoll.Create();
    private readonly SafeFileHandle _waker = Epoll.CreateCounter();
    private readonly ConcurrentQueue<LoopOperation> _posted = new();
    private readonly Stack<int> _free = new();
    private volatile LoopSocket?[] _sockets = new LoopSocket?[64];
    private uint _generation;
    private int _used;
    private int _isWaking;

    private SocketLoop() => Epoll.Watch(_epoll, _waker, Epoll.In | Epoll.EdgeTriggered, WakeKey);

    /// <summary>The loop whose thread asks; null on other threads.</summary>
    public static SocketLoop? Current => t_current;

    /// <summary>The loop for a new connection: that of the thread, so that all of a request runs on one; else one after the other.</summary>
    public static SocketLoop Choose() => t_current ?? Next();

    /// <summary>One loop after the other.</summary>
    public static SocketLoop Next()
    {
        var loops = All.Value;
        return loops[(uint)Interlocked.Increment(ref s_last) % (uint)loops.Length];
    }

    /// <summary>From now on the socket is told what happens to it. Sets its key.</summary>
    public void Add(LoopSocket socket)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var slot))
            {
                slot = _used++;
                if (slot == _sockets.Length)
                {
                    var more = new LoopSocket?[slot * 2];
                    _sockets.CopyTo(more, 0);
                    _sockets = more;
                }
            }

            // An event of a socket that is gone must not be taken for one of the next in its place.
            socket.Key = ((ulong)++_generation << 32) | (uint)slot;
            _sockets[slot] = socket;
        }

        var isWatched = false;
        try
        {
            Epoll.Watch(_epoll, socket.Handle, Events, socket.Key);
            isWatched = true;
        }
        finally
        {
            if (!isWatched)
            {
                Remove(socket.Key);
            }
        }
    }

    /// <summary>Before the socket is closed, which ends its events.</summary>
    public void Remove(ulong key)
    {
        lock (_gate)
        {
            var slot = (int)(uint)key;
            _sockets[slot] = null;
            _free.Push(slot);
        }
    }

    /// <summary>Has an operation attempted by the thread of the loop.</summary>
    public void Post(LoopOperation operation)
    {
        _posted.Enqueue(operation);
        if (t_current != this && Interlocked.Exchange(ref _isWaking, 1) == 0)
        {
            Epoll.Count(_waker);
        }
    }

    private static SocketLoop[] Start()
    {
        var loops = new SocketLoop[Math.Clamp(Environment.ProcessorCount, 1, MaxLoops)];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new SocketLoop();
            new Thread(loops[i].Run) { IsBackground = true, Name = "Load balancer" }.UnsafeStart();
        }

        return loops;
    }

    private void Run()
    {
        t_current = this;
        var events = new byte[MaxEvents * Epoll.EventSize];
        while (true)
        {
            var count = Epoll.Wait(_epoll, events, waits: _posted.IsEmpty);
            for (var i = 0; i < count; i++)
            {
                var (happened, key) = Epoll.Read(events, i);
                if (key == WakeKey)
                {
                    // Before the queue is looked at: what is put there from now on wakes anew.
                    Volatile.Write(ref _isWaking, 0);
                }
                else if (_sockets[(int)(uint)key] is { } socket && socket.Key == key)
                {
                    socket.OnEvents(happened);
                }
            }

            for (var i = _posted.Count; i > 0 && _posted.TryDequeue(out var operation); i--)
            {
                operation.Attempt();
            }
        }
    }
}
