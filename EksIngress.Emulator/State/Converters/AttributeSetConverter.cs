using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.State.Converters;

/// <summary>The name of the table, and what is set.</summary>
internal sealed class AttributeSetConverter : JsonConverter<AttributeSet>
{
    public override AttributeSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = JsonSerializer.Deserialize<Written>(ref reader, options)!;
        return AttributeSet.Restore(AttributeTable.Find(written.Table) ?? throw new JsonException($"There is no attribute table {written.Table}."), written.Values);
    }

    public override void Write(Utf8JsonWriter writer, AttributeSet value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Written(value.TableName, value.All.ToDictionary()), options);

    private sealed record Written(string Table, Dictionary<string, string> Values);
}
