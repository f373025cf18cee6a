namespace EksIngress.Emulator.State;

/// <summary>A member of a record of state.</summary>
internal interface IStatePart<in T>
{
    /// <summary>Adds what differs.</summary>
    /// <param name="holder">What the names of its rows begin with, before a slash and the part's name.</param>
    void Compare(string holder, string name, T? before, T next, List<StateChange> changes);

    /// <summary>Takes the values away that an initial state has.</summary>
    void Clear(T state);

    /// <param name="rows">Names below the part's, and their values.</param>
    void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows);
}
