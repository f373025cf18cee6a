using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Plans;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb.Manifests;

/// <summary>
/// Reads what <c>-k</c> names: a folder with a kustomization, rendered as <c>kubectl kustomize</c> renders it. An object keeps the file it comes from, and
/// the lines of what is written there; what a patch adds has the line of the nearest thing around it.
/// </summary>
internal sealed class KustomizeFolder
{
    private const int MaxFiles = 2000;

    // What the renderer calls it. kubectl takes either of the others as well, one for each folder.
    private const string FileName = "kustomization.yaml";
    private static readonly string[] FileNames = [FileName, "kustomization.yml", "Kustomization"];

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<ManifestObject> _written = [];

    private KustomizeFolder()
    {
    }

    /// <exception cref="BadInputException">There is no kustomization, it cannot be rendered, or a file cannot be read.</exception>
    /// <exception cref="ManifestException">A file of it holds no Kubernetes objects.</exception>
    public static IReadOnlyList<ManifestObject> Read(string folder)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var tree = new KustomizeFolder();
        try
        {
            tree.ReadFolder(start, folder);
            var root = tree._folders.Aggregate(CommonFolder);
            var files = tree._files.ToDictionary(file => Relative(root, file.Key), file => file.Value, StringComparer.Ordinal);
            return [.. KustomizeReader.Render(files, Relative(root, start)).Select(item => tree.Locate(item, folder))];
        }
        catch (KustomizeException exception)
        {
            throw new BadInputException($"{folder}: {exception.Message}");
        }
    }

    // Loads what the renderer will ask for. What it refuses anyway, a URL or a folder that is not there, is left to its own words.
    private void ReadFolder(string folder, string shown)
    {
        if (!_folders.Add(folder))
        {
            return;
        }

        var found = FileNames.Select(name => Path.Combine(folder, name)).Where(File.Exists).ToList();
        var path = found switch
        {
            [var only] => only,
            [] => throw new BadInputException($"{shown} has no {FileName}. Name a folder that has one, or read manifests with -f."),
            _ => throw new BadInputException($"{shown} has {string.Join(" and ", found.Select(Path.GetFileName))}. Keep one of them."),
        };
        var text = ManifestFiles.ReadFile(path);
        AddFile(Path.Combine(folder, FileName), text);
        if (KustomizeFields.Parse(path, text) is not [JsonObject kustomization])
        {
            return;
        }

        foreach (var entry in KustomizeFields.Strings(kustomization, "resources", path))
        {
            var target = Resolve(folder, entry);
            if (target is not null && Directory.Exists(target))
            {
                ReadFolder(target, target);
            }
            else if (target is not null && ReadFile(folder, target) is { } manifests)
            {
                _written.AddRange(YamlReader.Read(target, manifests));
            }
        }

        foreach (var patch in KustomizeFields.Items(kustomization, "patches", path).OfType<JsonObject>())
        {
            if (patch["path"] is { } entry && Resolve(folder, KustomizeFields.Text(entry, path, "patches.path")) is { } target)
            {
                ReadFile(folder, target);
            }
        }
    }

    // As kustomize: folders may be anywhere, files only in the folder of their kustomization or below it.
    private string? ReadFile(string folder, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new BadInputException($"{path} is not in {folder} or below it, where files of its kustomization have to be. Move it there, or give its folder a kustomization.");
        }

        var text = ManifestFiles.ReadFile(path);
        AddFile(path, text);
        return text;
    }

    private void AddFile(string path, string text)
    {
        if (_files.Count == MaxFiles)
        {
            throw new BadInputException($"The kustomization has more than {MaxFiles} files, which is the most that is read.");
        }

        _files[path] = text;
    }

    private ManifestObject Locate(JsonObject rendered, string folder)
    {
        var item = ManifestObject.Expand(JsonSerializer.SerializeToElement(rendered), folder)[0];
        var candidates = _written.Where(written => written.Kind == item.Kind && written.Name == item.Name).ToList();
        var origin = candidates is [var only] ? only : candidates.Find(written => written.Namespace == item.Namespace);
        return origin?.With(item.Json) ?? item;
    }

    private static string? Resolve(string folder, string entry) =>
        entry.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(entry)
            ? null
            : Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, entry)));

    private static string CommonFolder(string left, string right)
    {
        while (right != left && !right.StartsWith(left.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            left = Path.GetDirectoryName(left)!;
        }

        return left;
    }

    private static string Relative(string root, string path) =>
        path == root ? "" : Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
