namespace EksIngress.Emulator.State;

/// <summary>The changes of one request, kept together: all of them are on disk, or none.</summary>
/// <param name="journal">Told of its end; afterwards changes made under it stand alone.</param>
internal sealed class StateSegment(StateJournal journal) : IDisposable
{
    /// <summary>Number of its first change that may still be followed by others; null when there is none.</summary>
    public long? First { get; set; }

    public bool IsClosed { get; set; }

    /// <inheritdoc cref="StateJournal.Close"/>
    public long Close() => journal.Close(this);

    public void Dispose() => Close();
}
