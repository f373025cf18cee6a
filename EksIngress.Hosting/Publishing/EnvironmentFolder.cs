using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Model.Eksctl;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Hosting.Publishing;

/// <summary>Writes <c>environment.json</c>, the kustomize tree and the <c>eksctl.yaml</c> of an environment into a folder.</summary>
internal static partial class EnvironmentFolder
{
    private static readonly string[] OverlayFiles = ["namespace-*.yaml", "patch-*.yaml", "workload-*.yaml", "ingress-*.yaml", "ingressclass-*.yaml", "ingressclassparams-*.yaml"];

    /// <summary>Whether a publish has written an environment into a folder.</summary>
    public static bool IsPublished(string directory) =>
        File.Exists(Path.Combine(directory, EnvironmentDocument.FileName)) && Directory.Exists(Path.Combine(directory, KustomizeTree.FolderName));

    /// <summary>The overlay of an environment that <c>--environment</c> names: overlays are folders, and have lower-case names.</summary>
    /// <exception cref="DistributedApplicationException">The name cannot be a folder's.</exception>
    public static string OverlayName(string environmentName)
    {
        var name = environmentName.ToLowerInvariant();
        return DnsLabel.IsMatch(name)
            ? name
            : throw new DistributedApplicationException(
                $"The environment '{environmentName}' cannot name an overlay of {KustomizeTree.FolderName}/: say --environment with 1 to 63 lower-case letters, digits and hyphens.");
    }

    /// <summary>Writes what the specification gives and removes what an earlier one gave; other overlays and what others put there stay.</summary>
    public static Task WriteAsync(string directory, EnvironmentSpec spec, CancellationToken cancellationToken) =>
        WriteAsync(directory, spec, ServiceCustomization.None, cancellationToken);

    /// <inheritdoc cref="WriteAsync(string, EnvironmentSpec, CancellationToken)"/>
    public static Task WriteAsync(string directory, EnvironmentSpec spec, ServiceCustomization customization, CancellationToken cancellationToken)
    {
        var files = KustomizeTree.Build(spec, customization.Apply);
        ManifestValidator.ThrowIfFaulty(Render(files, []));
        return WriteAsync(directory, spec, files, cancellationToken);
    }

    /// <summary>As <see cref="WriteAsync(string, EnvironmentSpec, CancellationToken)"/>, over the tree that Aspirate generated into the base's folder.</summary>
    /// <exception cref="DistributedApplicationException">There is no such tree, or it does not fit the environment.</exception>
    public static Task WriteOverAspirateAsync(string directory, EnvironmentSpec spec, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(directory, KustomizeTree.FolderName, KustomizeTree.BaseFolder);
        try
        {
            var generated = ReadBase(folder);
            var files = AspirateOverlay.Build(spec, generated);
            ManifestValidator.ThrowIfFaulty(Render(files, generated));
            return WriteAsync(directory, spec, files, cancellationToken);
        }
        catch (KustomizeException exception)
        {
            throw new DistributedApplicationException($"{folder}: {exception.Message}");
        }
    }

    private static async Task WriteAsync(string directory, EnvironmentSpec spec, IReadOnlyList<KustomizeFile> files, CancellationToken cancellationToken)
    {
        var root = Path.Combine(directory, KustomizeTree.FolderName);
        var document = EnvironmentDocument.Write(spec);
        RemoveStale(root, spec.Overlay, [.. files.Select(file => file.Path)]);
        foreach (var file in files)
        {
            await WriteFileAsync(PathOf(root, file.Path), file.Content, cancellationToken);
        }

        await WriteFileAsync(PathOf(root, $"{KustomizeTree.OverlayFolder(spec.Overlay)}/{EnvironmentDocument.FileName}"), document, cancellationToken);
        await WriteFileAsync(Path.Combine(directory, EksctlClusterConfig.FileName), EksctlClusterConfig.Write(spec), cancellationToken);

        // Last: a folder with this file has the rest as well.
        await WriteFileAsync(Path.Combine(directory, EnvironmentDocument.FileName), document, cancellationToken);
    }

    private static IReadOnlyList<JsonObject> Render(IReadOnlyList<KustomizeFile> files, Dictionary<string, string> baseFiles)
    {
        var tree = files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);
        foreach (var (path, text) in baseFiles)
        {
            tree[$"{KustomizeTree.BaseFolder}/{path}"] = text;
        }

        return KustomizeReader.Render(tree);
    }

    private static Dictionary<string, string> ReadBase(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "kustomization.yaml")))
        {
            throw new DistributedApplicationException($"{folder} holds no kustomization.yaml. Run 'aspirate generate --disable-secrets -o {folder}' first, or leave WithAspirateBase() out.");
        }

        return Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText, StringComparer.Ordinal);
    }

    // Only names that we give: files of a user's may lie beside them.
    private static void RemoveStale(string root, string overlay, HashSet<string> wanted)
    {
        var shared = Path.Combine(root, KustomizeTree.BaseFolder);
        if (Directory.Exists(shared) && wanted.Contains($"{KustomizeTree.BaseFolder}/kustomization.yaml"))
        {
            foreach (var folder in Directory.GetDirectories(shared, "workload-*"))
            {
                var prefix = $"{KustomizeTree.BaseFolder}/{Path.GetFileName(folder)}/";
                if (wanted.Any(path => path.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    RemoveFiles(Directory.GetFiles(folder, "*.yaml"), file => !wanted.Contains(prefix + Path.GetFileName(file)));
                }
                else
                {
                    Directory.Delete(folder, recursive: true);
                }
            }

            RemoveFiles(Directory.GetFiles(shared, "namespace-*.yaml"), file => !wanted.Contains($"{KustomizeTree.BaseFolder}/{Path.GetFileName(file)}"));
        }

        var own = PathOf(root, KustomizeTree.OverlayFolder(overlay));
        if (Directory.Exists(own))
        {
            RemoveFiles(
                OverlayFiles.SelectMany(pattern => Directory.GetFiles(own, pattern)),
                file => !wanted.Contains($"{KustomizeTree.OverlayFolder(overlay)}/{Path.GetFileName(file)}"));
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex DnsLabel { get; }

    private static string PathOf(string root, string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

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
