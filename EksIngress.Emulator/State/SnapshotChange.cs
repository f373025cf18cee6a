namespace EksIngress.Emulator.State;

/// <summary>An entry that came, changed or went between two snapshots of a map.</summary>
/// <param name="IsEnd">Whether the later map has no such key.</param>
/// <param name="Value">In the later map; none for an end.</param>
internal readonly record struct SnapshotChange<TValue>(string Key, bool IsEnd, TValue? Value)
{
    public static SnapshotChange<TValue> End(string key) => new(key, IsEnd: true, default);
}
