namespace EksIngress.Emulator.State;

/// <summary>A member of a record of state.</summary>
internal interface IStatePart<in T>
{
    /// <summary>Adds what differs.</summary>
    void Compare(string name, T? before, T next, List<StateChange> changes);

    /// <summary>Takes the values away that an initial state has.</summary>
    void Clear(T state);

    /// <param name="rows">Names below the part's, and their values.</param>
    void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows);
}
