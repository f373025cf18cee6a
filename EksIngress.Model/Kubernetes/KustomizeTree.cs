using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// The manifests of an environment as a kustomize tree: <c>base/</c> with a folder per workload, and <c>overlays/NAME/</c> with what
/// belongs to one deployment of it: images, replicas, role names, Ingresses. The root renders the overlay. It renders with
/// <c>kubectl kustomize</c>, and the provisioner applies it as it lies on disk, overlays of a user included.
/// </summary>
public static class KustomizeTree
{
    /// <summary>Name of the folder within a published folder.</summary>
    public const string FolderName = "kubernetes";

    /// <summary>Folder below <see cref="FolderName"/> with what all overlays share.</summary>
    public const string BaseFolder = "base";

    /// <summary>Folder below <see cref="FolderName"/> with a folder per overlay.</summary>
    public const string OverlaysFolder = "overlays";

    /// <summary>The files, in ordinal order of their paths. Equal specifications give equal bytes.</summary>
    /// <param name="spec">The environment.</param>
    /// <param name="customize">Gets the objects of each workload and gives back those that are written; null for no change.</param>
    public static IReadOnlyList<KustomizeFile> Build(
        EnvironmentSpec spec, Func<WorkloadSpec, IReadOnlyList<WorkloadManifest>, IReadOnlyList<WorkloadManifest>>? customize = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var files = new KustomizeFiles();
        var resources = new List<string>();
        var namespaces = NamespaceObjects.Own(spec).ToHashSet(StringComparer.Ordinal);
        foreach (var name in namespaces.Order(StringComparer.Ordinal))
        {
            files.Add($"{BaseFolder}/namespace-{name}.yaml", NamespaceObjects.Namespace(name));
            resources.Add($"namespace-{name}.yaml");
        }

        var deployed = new List<WorkloadSpec>();
        foreach (var workload in spec.Workloads)
        {
            var manifests = WorkloadManifests.Of(workload, spec);
            manifests = customize?.Invoke(workload, manifests) ?? manifests;
            AddWorkload(files, workload, manifests, spec);
            deployed.Add(workload.WithOverlayOf(manifests));
            namespaces.UnionWith(manifests.Select(manifest => ObjectId.Of(manifest.Object)).Where(id => id.Kind == "Namespace").Select(id => id.Name));
            resources.Add("workload-" + workload.Name);
        }

        files.AddKustomization(BaseFolder, resources);
        var overlay = new OverlayFiles(files, spec);
        foreach (var workload in deployed)
        {
            overlay.AddPatch(workload, OverlayPatches.Workload(workload, spec));
        }

        overlay.Complete(namespaces);
        return files.All;
    }

    /// <summary>Folder of an overlay, below <see cref="FolderName"/>.</summary>
    public static string OverlayFolder(string overlay) => $"{OverlaysFolder}/{overlay}";

    private static void AddWorkload(KustomizeFiles files, WorkloadSpec workload, IReadOnlyList<WorkloadManifest> manifests, EnvironmentSpec spec)
    {
        var folder = $"{BaseFolder}/workload-{workload.Name}";
        var resources = new List<string>();
        foreach (var manifest in manifests)
        {
            files.Add($"{folder}/{manifest.File}", manifest.Object);
            resources.Add(manifest.File);
        }

        var literals = WorkloadObjects.Literals(workload, spec);
        files.AddKustomization(
            folder,
            resources,
            ("namespace", workload.Namespace),
            ("configMapGenerator", literals.Count == 0
                ? null
                : Node.Array(Node.Object(
                    ("name", WorkloadObjects.ConfigMapName(workload)),
                    ("literals", Node.Strings(literals.Select(literal => $"{literal.Name}={QuoteLiteral(literal.Value)}")))))),
            // The pod template carries a hash of the literals; names with a hash would leave a ConfigMap behind at each change.
            ("generatorOptions", literals.Count == 0 ? null : Node.Object(("disableNameSuffixHash", true))));
    }

    // kustomize takes one pair of quotes off a literal that has them at both ends.
    private static string QuoteLiteral(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? $"'{value}'" : value;
}
