using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// Turns one message into the JSON that a Go client writes for the same object. The messages do not contain themselves, so the tables bound the depth.
/// </summary>
/// <param name="wholeMessage">Name of the outermost message, for errors about all of it.</param>
internal sealed class ProtobufDecoder(string wholeMessage)
{
    /// <summary>Most values of one body: what a megabyte of empty messages would take in memory is a hundred times that.</summary>
    public const int MaxValues = 250_000;

    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    private int _values;

    /// <exception cref="FormatException">It is malformed, has a field that the tables lack, or too many values. The text has no value in it: this may be a secret.</exception>
    /// <exception cref="StatusException">400: JSON within it is malformed.</exception>
    public void Decode(ProtobufMessage message, ReadOnlySpan<byte> data, JsonObject into)
    {
        var reader = new ProtobufReader(data, message.Name);
        while (!reader.IsAtEnd)
        {
            var (number, wireType) = reader.ReadTag();
            var field = message.Fields.GetValueOrDefault(number) ?? throw reader.Malformed($"field number {number} is not known to the emulator; send JSON");
            var isPacked = field.Repeated && IsNumber(field) && wireType == ProtobufReader.LengthDelimited;
            if (!isPacked && wireType != (IsNumber(field) && !field.Map ? ProtobufReader.Varint : ProtobufReader.LengthDelimited))
            {
                throw reader.Malformed($"wrong wireType = {wireType} for field {number}");
            }

            if (isPacked)
            {
                var packed = new ProtobufReader(reader.ReadBytes(), message.Name);
                while (!packed.IsAtEnd)
                {
                    into.List(field.Name).Add(Read(ref packed, field));
                }
            }
            else if (field.Map)
            {
                var (key, value) = ReadEntry(reader.ReadBytes(), field, message.Name);
                into.Section(field.Name)[key] = value;
            }
            else if (field.Repeated)
            {
                into.List(field.Name).Add(Read(ref reader, field));
            }
            else if (field.Type == ProtobufType.Message)
            {
                // What comes twice is merged, as everywhere in protobuf.
                Count();
                Decode(field.Message!, reader.ReadBytes(), field.Inline ? into : into.Section(field.Name));
            }
            else
            {
                Set(into, field, Read(ref reader, field));
            }
        }
    }

    private static bool IsNumber(ProtobufField field) => field.Type is ProtobufType.Boolean or ProtobufType.Int32 or ProtobufType.Int64;

    private static void Set(JsonObject into, ProtobufField field, JsonNode? value)
    {
        if (value is null || (!field.KeepsZero && IsZero(field.Type, value)))
        {
            into.Remove(field.Name);
        }
        else
        {
            into[field.Name] = value;
        }
    }

    private static bool IsZero(ProtobufType type, JsonNode value) => type switch
    {
        ProtobufType.Text or ProtobufType.Bytes => value.GetValue<string>().Length == 0,
        ProtobufType.Boolean => !value.GetValue<bool>(),
        ProtobufType.Int32 => value.GetValue<int>() == 0,
        ProtobufType.Int64 => value.GetValue<long>() == 0,
        _ => false,
    };

    // Key (1) and value (2); either may be missing, and is empty then.
    private (string Key, JsonNode? Value) ReadEntry(ReadOnlySpan<byte> data, ProtobufField field, string message)
    {
        var reader = new ProtobufReader(data, message);
        var key = "";
        JsonNode? value = null;
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadTag())
            {
                case (1, ProtobufReader.LengthDelimited):
                    key = reader.ReadText();
                    break;
                case (2, ProtobufReader.LengthDelimited):
                    value = Read(ref reader, field);
                    break;
                case var (number, wireType):
                    throw reader.Malformed($"wrong field {number} with wireType = {wireType} in an entry of {field.Name}");
            }
        }

        if (value is null)
        {
            var empty = new ProtobufReader([0], message);
            value = Read(ref empty, field);
        }

        return (key, value);
    }

    private JsonNode? Read(ref ProtobufReader reader, ProtobufField field)
    {
        Count();
        switch (field.Type)
        {
            case ProtobufType.Text:
                return reader.ReadText();
            case ProtobufType.Bytes:
                return Convert.ToBase64String(reader.ReadBytes());
            case ProtobufType.Boolean:
                return reader.ReadVarint() != 0;
            case ProtobufType.Int32:
                return unchecked((int)reader.ReadVarint());
            case ProtobufType.Int64:
                return unchecked((long)reader.ReadVarint());
            default:
                var item = new JsonObject();
                Decode(field.Message!, reader.ReadBytes(), item);
                return field.Type == ProtobufType.Message ? item : ToValue(ref reader, field.Type, item);
        }
    }

    private static JsonNode? ToValue(ref ProtobufReader reader, ProtobufType type, JsonObject item) => type switch
    {
        ProtobufType.Time => Time(ref reader, item) is { } time ? Timestamps.Time(time) : null,
        ProtobufType.MicroTime => Time(ref reader, item) is { } time ? Timestamps.MicroTime(time) : null,
        ProtobufType.Quantity => item.Text("string") is { Length: > 0 } quantity ? quantity : "0",
        ProtobufType.IntOrString => (item.Number("type") ?? 0) switch
        {
            0 => item.Number("intVal") ?? 0,
            1 => item.Text("strVal") ?? "",
            var which => throw reader.Malformed($"IntOrString: type {which} is neither 0 nor 1"),
        },
        ProtobufType.FieldsV1 => item.Text("raw") is { Length: > 0 } raw ? ApiCall.ParseJson(Encoding.UTF8.GetString(Convert.FromBase64String(raw))) : null,
        ProtobufType.ExtraValue => item.List("items").DeepClone(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A field has no such type."),
    };

    // Seconds and nanoseconds of 0 are Go's zero time, which JSON writes as null.
    private static DateTimeOffset? Time(ref ProtobufReader reader, JsonObject item)
    {
        var (seconds, nanos) = (item.Number("seconds") ?? 0, item.Number("nanos") ?? 0);
        return seconds is < FirstSecond or > LastSecond || nanos is < 0 or > 999_999_999 ? throw reader.Malformed("Time: outside of the years 1 to 9999")
            : seconds == 0 && nanos == 0 ? null
            : DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / TimeSpan.NanosecondsPerTick);
    }

    private void Count()
    {
        if (++_values > MaxValues)
        {
            throw new FormatException($"proto: {wholeMessage}: more than {MaxValues} values");
        }
    }
}
