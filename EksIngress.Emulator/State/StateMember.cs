using System.Reflection;
using System.Text.Json;

namespace EksIngress.Emulator.State;

/// <summary>A member that is one row.</summary>
internal sealed class StateMember<T, TValue>(PropertyInfo property) : IStatePart<T>
    where T : class
{
    private readonly Func<T, TValue> _get = property.GetMethod!.CreateDelegate<Func<T, TValue>>();

    public void Compare(string holder, string name, T? before, T next, List<StateChange> changes)
    {
        var value = _get(next);
        if (before is null || !EqualityComparer<TValue>.Default.Equals(_get(before), value))
        {
            changes.Add(new StateChange($"{holder}/{name}", () => JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options)));
        }
    }

    // A member without a row keeps its initial value: it came with a later emulator.
    public void Clear(T state)
    {
    }

    public void Read(T state, IReadOnlyList<KeyValuePair<string, byte[]>> rows) =>
        property.SetValue(state, JsonSerializer.Deserialize<TValue>(rows[0].Value, StateJson.Options));
}
