using System.Buffers.Binary;

namespace EksIngress.Alb.Webhooks;

/// <summary>QUIC server ids as the controller makes them: 64 bits of time, worker and sequence, in Base64.</summary>
public static class QuicServerId
{
    private const int SequenceBits = 7;
    private const int WorkerBits = 17;

    /// <summary>Greatest number of a worker, that is of a controller that makes ids.</summary>
    public const int MaximumWorker = (1 << WorkerBits) - 1;

    /// <summary>Greatest sequence number within a millisecond.</summary>
    public const int MaximumSequence = (1 << SequenceBits) - 1;

    /// <summary>Milliseconds since 2020, then 17 bits of the worker, then 7 bits of the sequence.</summary>
    /// <param name="time">When the id is made; from 2020 on.</param>
    /// <param name="worker">0 to <see cref="MaximumWorker"/>.</param>
    /// <param name="sequence">0 to <see cref="MaximumSequence"/>: tells ids of the same millisecond apart.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit.</exception>
    public static string Encode(DateTimeOffset time, int worker, int sequence)
    {
        var epoch = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(worker);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(worker, MaximumWorker);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, MaximumSequence);
        var milliseconds = time.ToUnixTimeMilliseconds() - epoch.ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (milliseconds << (WorkerBits + SequenceBits)) | ((long)worker << SequenceBits) | (long)sequence);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The worker after this one: where the next controller that starts goes on.</summary>
    public static int NextWorker(int worker) => (worker + 1) % MaximumWorker;
}
