using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>JSON patch.</summary>
/// <remarks>Source: RFC 6902</remarks>
internal static class JsonPatch
{
    private const int MaximumOperations = 10_000;

    /// <summary>What all copies together may add, in characters, as the API server bounds it: else each copy could double the document.</summary>
    private const long MaximumCopied = 3 * 1024 * 1024;

    /// <exception cref="StatusException">400: not a patch. 422: it cannot be applied to this document.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        if (patch is not JsonArray operations || operations.Count > MaximumOperations)
        {
            throw StatusException.BadRequest($"a JSON patch is an array of at most {MaximumOperations} operations");
        }

        var result = document?.DeepClone();
        var copied = 0L;
        foreach (var operation in operations)
        {
            result = Apply(result, operation as JsonObject ?? throw StatusException.BadRequest("a JSON patch operation is an object"), ref copied);
        }

        return result;
    }

    private static JsonNode? Apply(JsonNode? document, JsonObject operation, ref long copied)
    {
        var path = Pointer(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "add":
                return Add(document, path, operation["value"]?.DeepClone());
            case "replace":
                Get(document, path);
                return path.Length == 0 ? operation["value"]?.DeepClone() : Replace(document, path, operation["value"]?.DeepClone());
            case "remove":
                return Remove(document, path);
            case "copy":
                var source = Get(document, Pointer(operation.Text("from")));
                copied += source?.ToJsonString().Length ?? 0;
                return copied <= MaximumCopied
                    ? Add(document, path, source?.DeepClone())
                    : throw new StatusException(413, "RequestEntityTooLarge", $"unable to copy, the accumulated size increase of copy operations is {copied}, exceeding the limit {MaximumCopied}");
            case "move":
                var from = Pointer(operation.Text("from"));
                var moved = Get(document, from)?.DeepClone();
                return Add(Remove(document, from), path, moved);
            case "test":
                return JsonNode.DeepEquals(Get(document, path), operation["value"])
                    ? document
                    : throw Unprocessable($"testing value {operation.Text("path")} failed");
            default:
                throw StatusException.BadRequest($"Unexpected kind: {operation.Text("op") ?? "unknown"}");
        }
    }

    private static string[] Pointer(string? text) => text switch
    {
        null => throw StatusException.BadRequest("a JSON patch operation lacks its path"),
        "" => [],
        _ when text[0] == '/' => [.. text[1..].Split('/').Select(part =>
            part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))],
        _ => throw StatusException.BadRequest($"not a JSON pointer: {text}"),
    };

    private static JsonNode? Get(JsonNode? node, ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject map when map.TryGetPropertyValue(part, out var value) => value,
                JsonArray list => list[Index(part, list.Count - 1)],
                _ => throw Missing(part),
            };
        }

        return node;
    }

    private static JsonNode? Add(JsonNode? document, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        switch (Get(document, path.AsSpan(0, path.Length - 1)))
        {
            case JsonObject map:
                map[path[^1]] = value;
                return document;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Index(path[^1], list.Count), value);
                return document;
            default:
                throw Missing(path[^1]);
        }
    }

    private static JsonNode? Replace(JsonNode? document, string[] path, JsonNode? value)
    {
        switch (Get(document, path.AsSpan(0, path.Length - 1)))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list[Index(path[^1], list.Count - 1)] = value;
                break;
            default:
                throw Missing(path[^1]);
        }

        return document;
    }

    private static JsonNode? Remove(JsonNode? document, string[] path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        switch (Get(document, path.AsSpan(0, path.Length - 1)))
        {
            case JsonObject map when map.Remove(path[^1]):
                break;
            case JsonArray list:
                list.RemoveAt(Index(path[^1], list.Count - 1));
                break;
            default:
                throw Missing(path[^1]);
        }

        return document;
    }

    private static int Index(string text, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index : throw Missing(text);

    private static StatusException Missing(string part) =>
        Unprocessable($"the server rejected our request due to an error in our request: no value at '{part}'");

    private static StatusException Unprocessable(string message) => new(422, "Invalid", message);
}
