using SharpFuzz.Common;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Which branches ran, as code counts them that SharpFuzz has instrumented. In code that it has not, nothing is ever counted, and inputs are
/// chosen without that guide.
/// </summary>
internal sealed unsafe class Coverage : IDisposable
{
    private const int Size = 65_536;

    private readonly byte[] _counts = GC.AllocateArray<byte>(Size, pinned: true);
    private readonly byte[] _seen = new byte[Size];

    public Coverage()
    {
        fixed (byte* first = _counts)
        {
            // Pinned for as long as it lives, so the address stays.
            Trace.SharedMem = first;
        }
    }

    /// <summary>Branches that ran at least once.</summary>
    public int Branches { get; private set; }

    public void Begin()
    {
        Array.Clear(_counts);
        Trace.PrevLocation = 0;
    }

    /// <summary>True if the run went where none before it did, or a path much more often.</summary>
    public bool End()
    {
        var isNew = false;
        for (var i = 0; i < Size; i++)
        {
            if (_counts[i] == 0)
            {
                continue;
            }

            var bucket = (byte)(1 << Math.Min(7, (int)Math.Log2(_counts[i])));
            if ((_seen[i] & bucket) == 0)
            {
                Branches += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }

    // Instrumented code goes on counting, into memory that stays.
    public void Dispose() => Array.Clear(_counts);
}
