using System.Reflection;
using System.Text.Json;

namespace EksIngress.Emulator.State;

/// <summary>A map: a row for each entry.</summary>
internal sealed class StateMap<T, TValue>(PropertyInfo property) : IStatePart<T>
    where T : class
{
    private readonly Func<T, SnapshotMap<TValue>> _get = property.GetMethod!.CreateDelegate<Func<T, SnapshotMap<TValue>>>();

    public void Compare(string holder, string name, T? before, T next, List<StateChange> changes)
    {
        var later = _get(next);
        var earlier = before is null ? later.Clear() : _get(before);
        if (ReferenceEquals(earlier, later))
        {
            return;
        }

        foreach (var change in later.ChangesSince(earlier))
        {
            var row = $"{holder}/{name}/{change.Key}";
            changes.Add(change.IsEnd ? new StateChange(row, null) : Put(row, change.Value!));
        }
    }

    public void Clear(T state) => property.SetValue(state, _get(state).Clear());

    public void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows) => property.SetValue(
        state,
        _get(state).AddRange(rows.Select(row => KeyValuePair.Create(row.Key, JsonSerializer.Deserialize<TValue>(row.Value, StateJson.Options)!))));

    private static StateChange Put(string row, TValue value) => new(row, () => JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options));
}
