using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Hosting.Publishing;

/// <summary>Writes <c>environment.json</c> and the kustomize tree of an environment into a folder.</summary>
internal static class EnvironmentFolder
{
    private const string WorkloadFolders = "workload-*";
    private const string NamespaceFiles = "namespace-*.yaml";

    /// <summary>Writes what the specification gives and removes what an earlier one gave; what others put there stays.</summary>
    public static async Task WriteAsync(string directory, EnvironmentSpec spec, CancellationToken cancellationToken)
    {
        var root = Path.Combine(directory, KustomizeTree.FolderName);
        Directory.CreateDirectory(root);
        var files = KustomizeTree.Build(spec);
        RemoveStale(root, [.. files.Select(file => file.Path)]);
        foreach (var file in files)
        {
            await WriteFileAsync(Path.Combine(root, file.Path.Replace('/', Path.DirectorySeparatorChar)), file.Content, cancellationToken);
        }

        // Last: a folder with this file has the rest as well.
        await WriteFileAsync(Path.Combine(directory, EnvironmentDocument.FileName), EnvironmentDocument.Write(spec), cancellationToken);
    }

    // Only names that we give: an overlay of a user's may lie beside them.
    private static void RemoveStale(string root, HashSet<string> wanted)
    {
        foreach (var folder in Directory.GetDirectories(root, WorkloadFolders).Append(Path.Combine(root, KustomizeTree.IngressFolder)))
        {
            if (!Directory.Exists(folder))
            {
                continue;
            }

            var name = Path.GetFileName(folder);
            if (!wanted.Any(path => path.StartsWith(name + '/', StringComparison.Ordinal)))
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }

            RemoveFiles(Directory.GetFiles(folder, "*.yaml"), file => !wanted.Contains($"{name}/{Path.GetFileName(file)}"));
        }

        RemoveFiles(Directory.GetFiles(root, NamespaceFiles), file => !wanted.Contains(Path.GetFileName(file)));
    }

    private static void RemoveFiles(IEnumerable<string> files, Func<string, bool> isStale)
    {
        foreach (var file in files.Where(isStale))
        {
            File.Delete(file);
        }
    }

    // Whole or not at all: whoever reads while we write sees the old file.
    private static async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".new", content, cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
    }
}
