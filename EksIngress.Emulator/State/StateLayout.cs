using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.State;

/// <summary>
/// What rows a record of state has: one for each entry of its maps (<see cref="SnapshotMap{TValue}"/>), one for each of its other members. Found by
/// reflection; a member that is no part of the state has <see cref="JsonIgnoreAttribute"/>.
/// </summary>
internal static class StateLayout<T>
    where T : class
{
    private static readonly MethodInfo CloneMethod = typeof(T).GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new NotSupportedException($"{typeof(T)} is no record, which state has to be.");

    private static readonly IReadOnlyDictionary<string, IStatePart<T>> Parts = typeof(T)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
        .ToDictionary(property => property.Name, CreatePart, StringComparer.Ordinal);

    /// <summary>What differs between two snapshots.</summary>
    /// <param name="before">Null when there was none: everything is new.</param>
    public static List<StateChange> Changes(string holder, T? before, T next)
    {
        var changes = new List<StateChange>();
        foreach (var (name, part) in Parts)
        {
            part.Compare(holder, name, before, next, changes);
        }

        return changes;
    }

    /// <summary>A snapshot from its rows.</summary>
    /// <param name="initial">Gives what is no part of the state, and the comparers of the maps.</param>
    /// <exception cref="EmulatorStartException">A row is none that this state has.</exception>
    public static T Restore(string holder, T initial, IReadOnlyDictionary<string, byte[]> rows)
    {
        var restored = (T)CloneMethod.Invoke(initial, null)!;
        foreach (var part in Parts.Values)
        {
            part.Clear(restored);
        }

        foreach (var group in rows.GroupBy(row => row.Key.Split('/')[0], StringComparer.Ordinal))
        {
            try
            {
                if (!Parts.TryGetValue(group.Key, out var part))
                {
                    throw new JsonException($"{typeof(T).Name} has no {group.Key}.");
                }

                part.Read(restored, [.. group.Select(row => KeyValuePair.Create(row.Key.Length > group.Key.Length ? row.Key[(group.Key.Length + 1)..] : "", row.Value))]);
            }
            catch (JsonException exception)
            {
                throw new EmulatorStartException(
                    $"{StateFile.FileName} holds {holder}/{group.Key} in a form that this emulator does not read: {exception.Message} It was left as it is. Use the emulator that wrote it, or move the file away to start with an empty account.", exception);
            }
        }

        return restored;
    }

    private static IStatePart<T> CreatePart(PropertyInfo property)
    {
        var type = property.PropertyType;
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (kind == typeof(ImmutableSortedDictionary<,>) || kind == typeof(ImmutableDictionary<,>))
        {
            throw new NotSupportedException($"{typeof(T).Name}.{property.Name} would be one row, written whole at each change. A map in a record of state is a {typeof(SnapshotMap<>).Name}.");
        }

        var part = kind == typeof(SnapshotMap<>)
            ? typeof(StateMap<,>).MakeGenericType(typeof(T), type.GetGenericArguments()[0])
            : typeof(StateMember<,>).MakeGenericType(typeof(T), type);
        return (IStatePart<T>)Activator.CreateInstance(part, property)!;
    }
}
