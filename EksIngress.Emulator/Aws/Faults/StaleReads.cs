namespace EksIngress.Emulator.Aws.Faults;

/// <summary>Marks the reads of the running call as stale: <see cref="Guarded{T}"/> answers them with the snapshot before its last change.</summary>
internal static class StaleReads
{
    private static readonly AsyncLocal<bool> Flag = new();

    public static bool IsOn => Flag.Value;

    public static IDisposable Begin()
    {
        Flag.Value = true;
        return new Scope();
    }

    private sealed class Scope : IDisposable
    {
        public void Dispose() => Flag.Value = false;
    }
}
