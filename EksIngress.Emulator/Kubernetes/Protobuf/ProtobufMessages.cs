using System.Globalization;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The messages that bodies are made of, read from the tables beside this file.</summary>
internal static class ProtobufMessages
{
    private const string Shared = "meta";

    private static readonly string[] s_tables = ["core.txt", "groups.txt"];

    private static readonly Lazy<Dictionary<(string ApiVersion, string Kind), ProtobufMessage>> s_kinds = new(Load);

    /// <summary>What can be a whole body, by API version and kind; DeleteOptions, which belong to every version, under <c>meta</c>.</summary>
    public static IReadOnlyDictionary<(string ApiVersion, string Kind), ProtobufMessage> Kinds => s_kinds.Value;

    /// <summary>Null when the tables do not have the kind.</summary>
    public static ProtobufMessage? FindKind(string apiVersion, string kind) =>
        Kinds.GetValueOrDefault((kind == "DeleteOptions" ? Shared : apiVersion, kind));

    private static Dictionary<(string ApiVersion, string Kind), ProtobufMessage> Load()
    {
        var messages = new Dictionary<(string ApiVersion, string Name), ProtobufMessage>();
        var kinds = new Dictionary<(string ApiVersion, string Kind), ProtobufMessage>();
        foreach (var (apiVersion, line) in s_tables.SelectMany(Lines))
        {
            var parts = line.Split(": ", 2);
            var name = parts[0].TrimStart('*');
            var message = Message(apiVersion, name);
            if (parts[0][0] == '*')
            {
                kinds.Add((apiVersion, name), message);
            }

            foreach (var field in parts[1].Split(", "))
            {
                var words = field.Split(' ');
                message.Add(int.Parse(words[0], CultureInfo.InvariantCulture), Field(apiVersion, words[1], words[2]));
            }
        }

        return messages.FirstOrDefault(message => message.Value.Fields.Count == 0) is { Key.Name: { } missing }
            ? throw new InvalidOperationException($"The tables name {missing} and do not tell its fields.")
            : kinds;

        ProtobufMessage Message(string apiVersion, string name)
        {
            if (!messages.TryGetValue((apiVersion, name), out var message))
            {
                messages.Add((apiVersion, name), message = new(name));
            }

            return message;
        }

        ProtobufField Field(string apiVersion, string name, string text)
        {
            var (repeated, map) = (text.StartsWith("[]", StringComparison.Ordinal), text.StartsWith("{}", StringComparison.Ordinal));
            var element = text[(repeated || map ? 2 : 0)..].TrimEnd('!');
            var dot = element.LastIndexOf('.');
            var (type, message) = element switch
            {
                "string" => (ProtobufType.Text, null),
                "bytes" => (ProtobufType.Bytes, null),
                "bool" => (ProtobufType.Boolean, null),
                "int32" => (ProtobufType.Int32, null),
                "int64" => (ProtobufType.Int64, null),
                "Time" => (ProtobufType.Time, Message(Shared, element)),
                "MicroTime" => (ProtobufType.MicroTime, Message(Shared, element)),
                "Quantity" => (ProtobufType.Quantity, Message(Shared, element)),
                "IntOrString" => (ProtobufType.IntOrString, Message(Shared, element)),
                "FieldsV1" => (ProtobufType.FieldsV1, Message(Shared, element)),
                "ExtraValue" => (ProtobufType.ExtraValue, Message(Shared, element)),
                _ => (ProtobufType.Message, dot < 0 ? Message(apiVersion, element) : Message(element[..dot], element[(dot + 1)..])),
            };
            return new(name, type, message, repeated, map, name == "-", text[^1] == '!');
        }
    }

    // A message a line, with the API version of the heading above it.
    private static IEnumerable<(string ApiVersion, string Line)> Lines(string table)
    {
        using var stream = typeof(ProtobufMessages).Assembly.GetManifestResourceStream($"Kubernetes.Protobuf.{table}")
            ?? throw new InvalidOperationException($"The program lacks its resource {table}.");
        using var reader = new StreamReader(stream);
        var (apiVersion, message) = ("", "");
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                message = $"{message} {line.Trim()}";
                continue;
            }

            if (message.Length > 0)
            {
                yield return (apiVersion, message);
            }

            message = line[0] is '#' or '[' ? "" : line;
            apiVersion = line[0] == '[' ? line[1..^1] : apiVersion;
        }

        yield return (apiVersion, message);
    }
}
