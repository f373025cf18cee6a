using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.State.Converters;

/// <summary>The targets of a group as a list: each carries its key, which is no string.</summary>
internal sealed class TargetsConverter : JsonConverter<ImmutableSortedDictionary<TargetKey, Target>>
{
    public override ImmutableSortedDictionary<TargetKey, Target> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Target[]>(ref reader, options)!.ToImmutableSortedDictionary(target => target.Key, target => target);

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<TargetKey, Target> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Values.ToArray(), options);
}
