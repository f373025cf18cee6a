using System.Text;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Commands;

/// <summary>
/// Reads a published folder: <c>environment.json</c>, and <c>kubernetes/</c> where manifests are needed. Without the name of an
/// overlay it is what was published last.
/// </summary>
internal static class EnvironmentFolder
{
    private const int MaxFiles = 2000;
    private const long MaxFileBytes = 4 * 1024 * 1024;

    /// <exception cref="BadInputException">The folder or the file is missing, or cannot be used.</exception>
    public static EnvironmentSpec ReadSpec(string folder, string? overlay)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{folder} is no folder. Give the folder that was published: it holds {EnvironmentDocument.FileName} and {KustomizeTree.FolderName}/.");
        }

        var path = Path.Combine(folder, overlay is null ? "" : OverlayFolder(folder, overlay), EnvironmentDocument.FileName);
        if (!File.Exists(path))
        {
            if (overlay is not null)
            {
                throw new BadInputException($"{path} is missing. Publish with '--environment {overlay}', or leave --environment out: it stands for what was published last.");
            }

            throw new BadInputException($"{path} is missing. Publish the environment, or give the folder that holds it.");
        }

        try
        {
            return EnvironmentDocument.Read(path, Read(path));
        }
        catch (EnvironmentSpecException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    /// <exception cref="BadInputException">The tree is missing, or cannot be rendered.</exception>
    public static ManifestSet ReadManifests(string folder, string? overlay, GivenParameters parameters)
    {
        var root = Path.Combine(folder, KustomizeTree.FolderName);
        if (!Directory.Exists(root))
        {
            throw new BadInputException($"{root} is missing. Publish the environment again: it holds the manifests of the workloads.");
        }

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (files.Count == MaxFiles)
            {
                throw new BadInputException($"{root} holds more than {MaxFiles} files. Keep only the manifests in it.");
            }

            files[Path.GetRelativePath(root, path).Replace('\\', '/')] = Encoding.UTF8.GetString(Read(path));
        }

        try
        {
            return new ManifestSet(parameters.Apply(KustomizeReader.Render(files, overlay is null ? "" : KustomizeTree.OverlayFolder(overlay))));
        }
        catch (KustomizeException exception)
        {
            throw new BadInputException($"{root}: {exception.Message}");
        }
    }

    private static string OverlayFolder(string folder, string overlay)
    {
        var overlays = Path.Combine(folder, KustomizeTree.FolderName, KustomizeTree.OverlaysFolder);
        var names = Directory.Exists(overlays) ? Directory.GetDirectories(overlays).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList() : [];
        return names.Contains(overlay)
            ? Path.Combine(KustomizeTree.FolderName, KustomizeTree.OverlayFolder(overlay))
            : throw new BadInputException(
                $"{overlays} has no '{overlay}'{(names.Count == 0 ? "" : $", but {string.Join(", ", names)}")}. Publish with '--environment {overlay}', or name one that is there.");
    }

    private static byte[] Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length > MaxFileBytes
                ? throw new BadInputException($"{path} has {length} bytes, and {MaxFileBytes} are read at most. It is no manifest; take it out.")
                : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {exception.Message}");
        }
    }
}
