namespace EksIngress.Bench.Fuzzing;

/// <summary>A parser under test, and what must hold for any input.</summary>
internal abstract class FuzzTarget : IDisposable
{
    public abstract string Name { get; }

    /// <summary>Valid inputs to start from.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words of the format, which mutations put in.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>Most that an input of the longest length may allocate, in bytes.</summary>
    public virtual long MaxAllocatedBytes => 256 * 1024 * 1024;

    /// <summary>Inputs of the run that is among the tests.</summary>
    public virtual int ShortRun => 2000;

    /// <summary>Reads the input and checks what must hold.</summary>
    /// <returns>True if the parser took the input, false if it refused it as it should.</returns>
    /// <exception cref="FuzzException">Something does not hold. Any other exception is a finding as well.</exception>
    public abstract bool Run(ReadOnlyMemory<byte> input);

    /// <summary>Nothing to free, in most.</summary>
    public virtual void Dispose()
    {
    }
}
