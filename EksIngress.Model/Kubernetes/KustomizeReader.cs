using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// Renders a kustomize tree as <c>kubectl kustomize</c> does, for the fields that <see cref="KustomizeTree"/> writes:
/// <c>resources</c>, <c>namespace</c>, <c>labels</c>, <c>configMapGenerator</c> with literals and
/// <c>generatorOptions.disableNameSuffixHash</c>. Any other field is an error, never ignored.
/// </summary>
internal sealed class KustomizeReader
{
    private const string FileName = "kustomization.yaml";

    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly Stack<string> _open = new();

    private KustomizeReader(IReadOnlyDictionary<string, string> files) => _files = files;

    /// <param name="files">Text of every file of the tree by its path below the root, with slashes.</param>
    /// <returns>The objects in an order in which they can be applied.</returns>
    /// <exception cref="KustomizeException">The tree is not valid, or uses what is not supported.</exception>
    public static IReadOnlyList<JsonObject> Render(IReadOnlyDictionary<string, string> files)
    {
        var objects = new KustomizeReader(files).ReadFolder("");
        if (objects.GroupBy(ObjectId.Of).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new KustomizeException($"{FileName}: {twice.Key} is there {twice.Count()} times; take one out.");
        }

        return [.. objects.OrderBy(item => KindOrder.Of(item["kind"]!.GetValue<string>()))];
    }

    private List<JsonObject> ReadFolder(string folder)
    {
        var path = In(folder);
        if (_open.Contains(path))
        {
            throw new KustomizeException($"{path} includes itself, by way of {string.Join(", ", _open)}; take one 'resources' entry out.");
        }

        _open.Push(path);
        var kustomization = ReadKustomization(path);
        var objects = new List<JsonObject>();
        foreach (var entry in Strings(kustomization, "resources", path))
        {
            objects.AddRange(ReadResource(Resolve(folder, entry, path), entry, path));
        }

        objects.AddRange(GenerateConfigMaps(kustomization, path));
        if (kustomization["namespace"] is { } name)
        {
            SetNamespace(objects, Text(name, path, "namespace"));
        }

        AddLabels(objects, kustomization, path);
        _open.Pop();
        return objects;
    }

    private JsonObject ReadKustomization(string path)
    {
        if (!_files.TryGetValue(path, out var text))
        {
            throw new KustomizeException($"{path} is missing. Publish the environment again.");
        }

        var documents = Parse(path, text);
        if (documents is not [JsonObject kustomization])
        {
            throw new KustomizeException($"{path} must hold one Kustomization.");
        }

        string[] known = ["apiVersion", "kind", "resources", "namespace", "labels", "configMapGenerator", "generatorOptions"];
        ThrowIfUnknown(kustomization, known, path, "");
        return kustomization["kind"]?.ToString() is null or "Kustomization"
            ? kustomization
            : throw new KustomizeException($"{path}: kind {kustomization["kind"]} is not supported; it must be Kustomization.");
    }

    private IEnumerable<JsonObject> ReadResource(string target, string entry, string path)
    {
        if (_files.ContainsKey(In(target)))
        {
            return ReadFolder(target);
        }

        if (!_files.TryGetValue(target, out var text))
        {
            throw new KustomizeException($"{path}: the resource '{entry}' is neither a file nor a folder with a {FileName}.");
        }

        return Parse(target, text).Select(document => AsObject(document, target));
    }

    private static string In(string folder) => folder.Length == 0 ? FileName : $"{folder}/{FileName}";

    // Everything comes from the tree: what a URL serves could be another thing each time, and this reader opens no connections.
    private static string Resolve(string folder, string entry, string path)
    {
        if (entry.Contains("://", StringComparison.Ordinal) || entry.Contains("?ref=", StringComparison.Ordinal) || entry.StartsWith('/'))
        {
            throw new KustomizeException($"{path}: the resource '{entry}' is not part of the tree; copy it in and name it by its relative path.");
        }

        var segments = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var segment in entry.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (segment)
            {
                case ".":
                    break;
                case ".." when segments.Count > 0:
                    segments.RemoveAt(segments.Count - 1);
                    break;
                case "..":
                    throw new KustomizeException($"{path}: the resource '{entry}' lies outside the tree; move it in.");
                default:
                    segments.Add(segment);
                    break;
            }
        }

        return string.Join('/', segments);
    }

    private static List<JsonObject> GenerateConfigMaps(JsonObject kustomization, string path)
    {
        var generated = new List<JsonObject>();
        foreach (var node in Items(kustomization, "configMapGenerator", path))
        {
            var generator = AsMap(node, path, "configMapGenerator");
            ThrowIfUnknown(generator, ["name", "namespace", "literals"], path, "configMapGenerator.");
            var data = Strings(generator, "literals", path).Select(literal => Literal(literal, path)).ToList();
            generated.Add(Node.Object(
                ("apiVersion", "v1"),
                ("kind", "ConfigMap"),
                ("metadata", Node.Object(
                    ("name", Text(generator["name"], path, "configMapGenerator.name")),
                    ("namespace", generator["namespace"]?.DeepClone()))),
                ("data", Node.Map(data))));
        }

        var options = kustomization["generatorOptions"] is { } given ? AsMap(given, path, "generatorOptions") : [];
        ThrowIfUnknown(options, ["disableNameSuffixHash"], path, "generatorOptions.");
        if (generated.Count > 0 && options["disableNameSuffixHash"]?.GetValueKind() is not JsonValueKind.True)
        {
            throw new KustomizeException($"{path}: names with a hash are not supported; set generatorOptions.disableNameSuffixHash to true.");
        }

        return generated;
    }

    // NAME=VALUE; one pair of quotes around the value is taken off.
    private static KeyValuePair<string, string> Literal(string literal, string path)
    {
        var split = literal.IndexOf('=', StringComparison.Ordinal);
        if (split < 1)
        {
            throw new KustomizeException($"{path}: the literal '{literal}' must have the form NAME=VALUE.");
        }

        var value = literal[(split + 1)..];
        return new(literal[..split], value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value);
    }

    private static void SetNamespace(List<JsonObject> objects, string name)
    {
        foreach (var item in objects.Where(item => !KindOrder.IsClusterScoped(item["kind"]!.GetValue<string>())))
        {
            item["metadata"]!["namespace"] = name;
        }
    }

    private static void AddLabels(List<JsonObject> objects, JsonObject kustomization, string path)
    {
        foreach (var node in Items(kustomization, "labels", path))
        {
            var label = AsMap(node, path, "labels");
            ThrowIfUnknown(label, ["pairs", "includeTemplates", "includeSelectors"], path, "labels.");
            if (label["includeSelectors"]?.GetValueKind() is JsonValueKind.True)
            {
                throw new KustomizeException($"{path}: labels.includeSelectors is not supported; selectors cannot change once applied. Take it out.");
            }

            var pairs = AsMap(label["pairs"], path, "labels.pairs");
            foreach (var item in objects)
            {
                Merge(item["metadata"]!.AsObject(), pairs);
                if (label["includeTemplates"]?.GetValueKind() is JsonValueKind.True && item["spec"]?["template"]?["metadata"] is JsonObject template)
                {
                    Merge(template, pairs);
                }
            }
        }
    }

    private static void Merge(JsonObject metadata, JsonObject pairs)
    {
        if (metadata["labels"] is not JsonObject labels)
        {
            metadata["labels"] = labels = [];
        }

        foreach (var (key, value) in pairs)
        {
            labels[key] = value?.DeepClone();
        }
    }

    private static JsonObject AsObject(JsonNode document, string path) =>
        document is JsonObject item
            && item["apiVersion"]?.GetValueKind() == JsonValueKind.String
            && item["kind"]?.GetValueKind() == JsonValueKind.String
            && item["metadata"]?["name"]?.GetValueKind() == JsonValueKind.String
                ? item
                : throw new KustomizeException($"{path} holds something that is no Kubernetes object: apiVersion, kind and metadata.name must be strings.");

    private static IReadOnlyList<JsonNode> Parse(string path, string text)
    {
        try
        {
            return YamlDocument.ReadAll(text);
        }
        catch (FormatException exception)
        {
            throw new KustomizeException($"{path} is no YAML: {exception.Message}");
        }
    }

    private static void ThrowIfUnknown(JsonObject map, string[] known, string path, string prefix)
    {
        if (map.FirstOrDefault(member => !known.Contains(member.Key)).Key is { } unknown)
        {
            throw new KustomizeException(
                $"{path}: the field '{prefix}{unknown}' is not supported. Render the tree with 'kubectl kustomize' into one file, and name that file in 'resources'.");
        }
    }

    private static JsonArray Items(JsonObject map, string name, string path) => map[name] switch
    {
        null => [],
        JsonArray list => list,
        _ => throw new KustomizeException($"{path}: '{name}' must be a list."),
    };

    private static List<string> Strings(JsonObject map, string name, string path) =>
        [.. Items(map, name, path).Select(item => Text(item, path, name))];

    private static JsonObject AsMap(JsonNode? node, string path, string name) =>
        node as JsonObject ?? throw new KustomizeException($"{path}: '{name}' must be a mapping.");

    private static string Text(JsonNode? node, string path, string name) =>
        node?.GetValueKind() == JsonValueKind.String
            ? node.GetValue<string>()
            : throw new KustomizeException($"{path}: '{name}' must be a string.");
}
