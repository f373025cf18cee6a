using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// Renders a kustomize tree as <c>kubectl kustomize</c> does, for the fields that <see cref="KustomizeTree"/> writes and
/// overlays usually have: <c>resources</c>, <c>namespace</c>, <c>labels</c>, <c>images</c>, <c>replicas</c>, <c>patches</c>,
/// <c>configMapGenerator</c> with literals and <c>generatorOptions.disableNameSuffixHash</c>. Any other field is an error, never ignored.
/// </summary>
internal sealed class KustomizeReader
{
    private const string FileName = "kustomization.yaml";

    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly Stack<string> _open = new();

    private KustomizeReader(IReadOnlyDictionary<string, string> files) => _files = files;

    /// <param name="files">Text of every file of the tree by its path below the root, with slashes.</param>
    /// <param name="folder">Folder below the root whose kustomization is rendered; empty for the root's own.</param>
    /// <returns>The objects in an order in which they can be applied.</returns>
    /// <exception cref="KustomizeException">The tree is not valid, or uses what is not supported.</exception>
    public static IReadOnlyList<JsonObject> Render(IReadOnlyDictionary<string, string> files, string folder = "")
    {
        var objects = new KustomizeReader(files).ReadFolder(folder);
        if (objects.GroupBy(ObjectId.Of).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new KustomizeException($"{In(folder)}: {twice.Key} is there {twice.Count()} times; take one out.");
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
        foreach (var entry in KustomizeFields.Strings(kustomization, "resources", path))
        {
            objects.AddRange(ReadResource(Resolve(folder, entry, path), entry, path));
        }

        // In kustomize's own order.
        KustomizeGenerators.AddConfigMaps(objects, kustomization, path);
        new KustomizePatches(path, entry => ReadPatch(folder, entry, path)).Apply(objects, KustomizeFields.Items(kustomization, "patches", path));
        if (kustomization["namespace"] is { } name)
        {
            KustomizeTransforms.SetNamespace(objects, KustomizeFields.Text(name, path, "namespace"));
        }

        KustomizeTransforms.AddLabels(objects, kustomization, path);
        KustomizeTransforms.SetReplicas(objects, kustomization, path);
        KustomizeTransforms.SetImages(objects, kustomization, path);
        _open.Pop();
        return objects;
    }

    private JsonObject ReadKustomization(string path)
    {
        if (!_files.TryGetValue(path, out var text))
        {
            throw new KustomizeException($"{path} is missing. Publish the environment again.");
        }

        var documents = KustomizeFields.Parse(path, text);
        if (documents is not [JsonObject kustomization])
        {
            throw new KustomizeException($"{path} must hold one Kustomization.");
        }

        if (kustomization["secretGenerator"] is not null)
        {
            throw new KustomizeException(
                $"{path}: 'secretGenerator' is not supported, as its files are not part of the tree. If Aspirate wrote it, generate with '--disable-secrets'; otherwise name a Secret in 'resources'.");
        }

        string[] known = ["apiVersion", "kind", "resources", "namespace", "labels", "images", "replicas", "patches", "configMapGenerator", "generatorOptions"];
        KustomizeFields.ThrowIfUnknown(kustomization, known, path, "");
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

        return KustomizeFields.Parse(target, text).Select(document => KustomizeFields.AsObject(document, target));
    }

    private string ReadPatch(string folder, string entry, string path) =>
        _files.TryGetValue(Resolve(folder, entry, path), out var text)
            ? text
            : throw new KustomizeException($"{path}: the patch '{entry}' is no file of the tree.");

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
}
