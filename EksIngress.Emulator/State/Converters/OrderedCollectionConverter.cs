using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.State.Converters;

/// <summary>
/// Immutable maps and sets of strings, which compare ordinally. The serializer's own would come back with the comparer of a culture.
/// One with another comparer cannot be written: it belongs at the top of its state, where the comparer is the state's.
/// </summary>
internal sealed class OrderedCollectionConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => Find(typeToConvert) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(Find(typeToConvert)!)!;

    private static Type? Find(Type type)
    {
        if (type == typeof(ImmutableSortedSet<string>))
        {
            return typeof(SetConverter);
        }

        if (!type.IsGenericType || type.GetGenericArguments() is not [var key, var value] || key != typeof(string))
        {
            return null;
        }

        var generic = type.GetGenericTypeDefinition();
        return generic == typeof(ImmutableSortedDictionary<,>) ? typeof(SortedMapConverter<>).MakeGenericType(value)
            : generic == typeof(ImmutableDictionary<,>) ? typeof(MapConverter<>).MakeGenericType(value)
            : null;
    }

    private static void Write<TValue>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, TValue>> map, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, value, options);
        }

        writer.WriteEndObject();
    }

    private static NotSupportedException OtherComparer(object comparer) =>
        new($"A map or set inside a state compares by {comparer}; give it StringComparer.Ordinal.");

    private sealed class SortedMapConverter<TValue> : JsonConverter<ImmutableSortedDictionary<string, TValue>>
    {
        public override ImmutableSortedDictionary<string, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, TValue>>(ref reader, options)!.ToImmutableSortedDictionary(StringComparer.Ordinal);

        // The empty one of the framework has the comparer of a culture, and nothing to compare.
        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, TValue> value, JsonSerializerOptions options)
        {
            if (!value.IsEmpty && !Equals(value.KeyComparer, StringComparer.Ordinal))
            {
                throw OtherComparer(value.KeyComparer);
            }

            Write<TValue>(writer, value, options);
        }
    }

    private sealed class MapConverter<TValue> : JsonConverter<ImmutableDictionary<string, TValue>>
    {
        public override ImmutableDictionary<string, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, TValue>>(ref reader, options)!.ToImmutableDictionary(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, ImmutableDictionary<string, TValue> value, JsonSerializerOptions options)
        {
            // The comparer of a map that named none compares ordinally as well.
            if (!value.IsEmpty && !Equals(value.KeyComparer, StringComparer.Ordinal) && !Equals(value.KeyComparer, EqualityComparer<string>.Default))
            {
                throw OtherComparer(value.KeyComparer);
            }

            Write<TValue>(writer, value, options);
        }
    }

    private sealed class SetConverter : JsonConverter<ImmutableSortedSet<string>>
    {
        public override ImmutableSortedSet<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<string[]>(ref reader, options)!.ToImmutableSortedSet(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, ImmutableSortedSet<string> value, JsonSerializerOptions options)
        {
            if (!value.IsEmpty && !Equals(value.KeyComparer, StringComparer.Ordinal))
            {
                throw OtherComparer(value.KeyComparer);
            }

            JsonSerializer.Serialize(writer, value.ToArray(), options);
        }
    }
}
