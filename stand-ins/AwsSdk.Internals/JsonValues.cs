#nullable enable
using System.Collections;
using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;

namespace EksIngress.StandIns.Aws;

/// <summary>Members as JSON, both ways. Times are seconds since 1970.</summary>
internal static class JsonValues
{
    internal static byte[] Write(object structure, IEnumerable<ShapeMember> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteStructure(writer, structure, members);
        }

        return buffer.ToArray();
    }

    internal static void Fill(object target, JsonElement json)
    {
        foreach (var member in Shape.Of(target.GetType()).Members)
        {
            if (json.TryGetProperty(member.JsonName, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                member.Set(target, Read(value, member.Type));
            }
        }
    }

    internal static string? FindText(JsonElement? json, params string[] names)
    {
        foreach (var name in names)
        {
            if (json is { } found && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return null;
    }

    private static void WriteStructure(Utf8JsonWriter writer, object structure, IEnumerable<ShapeMember> members)
    {
        writer.WriteStartObject();
        foreach (var member in members)
        {
            if (member.FindValue(structure) is { } value)
            {
                writer.WritePropertyName(member.JsonName);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTime time:
                writer.WriteNumberValue((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case float or double:
                writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case string or ConstantClass:
                writer.WriteStringValue(Values.Format(value));
                break;
            case MemoryStream blob:
                writer.WriteBase64StringValue(blob.ToArray());
                break;
            case IDictionary dictionary:
                WriteDictionary(writer, dictionary);
                break;
            case IList list:
                WriteList(writer, list);
                break;
            default:
                WriteStructure(writer, value, Shape.Of(value.GetType()).Members);
                break;
        }
    }

    private static void WriteDictionary(Utf8JsonWriter writer, IDictionary dictionary)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            writer.WritePropertyName((string)entry.Key);
            WriteValue(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IList list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(writer, item);
        }

        writer.WriteEndArray();
    }

    private static object? Read(JsonElement json, Type type)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (Values.IsList(type))
        {
            var list = Values.NewList(type);
            foreach (var item in json.EnumerateArray())
            {
                list.Add(Read(item, type.GenericTypeArguments[0]));
            }

            return list;
        }

        if (Values.IsDictionary(type))
        {
            var dictionary = Values.NewDictionary(type);
            foreach (var entry in json.EnumerateObject())
            {
                dictionary[entry.Name] = Read(entry.Value, type.GenericTypeArguments[1]);
            }

            return dictionary;
        }

        if (type == typeof(MemoryStream))
        {
            return new MemoryStream(json.GetBytesFromBase64());
        }

        if (Values.IsStructure(type))
        {
            var structure = Activator.CreateInstance(type)!;
            Fill(structure, json);
            return structure;
        }

        return ReadScalar(json, type);
    }

    private static object? ReadScalar(JsonElement json, Type type) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTime) =>
            DateTime.UnixEpoch.AddSeconds(json.GetDouble()),
        JsonValueKind.Number => Values.Parse(json.GetRawText(), type),
        JsonValueKind.String => Values.Parse(json.GetString()!, type),
        _ => throw new JsonException($"A {json.ValueKind} where {type} was expected."),
    };
}
