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
    public static IReadOnlyList<KustomizeFile> Build(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var files = new KustomizeFiles();
        var resources = new List<string>();
        foreach (var name in Namespaces(spec))
        {
            files.Add($"{BaseFolder}/namespace-{name}.yaml", Node.Object(
                ("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Node.Object(("name", name)))));
            resources.Add($"namespace-{name}.yaml");
        }

        foreach (var workload in spec.Workloads)
        {
            AddWorkload(files, workload, spec);
            resources.Add("workload-" + workload.Name);
        }

        files.AddKustomization(BaseFolder, resources);
        var overlay = new OverlayFiles(files, spec);
        foreach (var workload in spec.Workloads)
        {
            overlay.AddPatch(workload, OverlayPatches.Workload(workload, spec));
        }

        overlay.Complete();
        return files.All;
    }

    /// <summary>Folder of an overlay, below <see cref="FolderName"/>.</summary>
    public static string OverlayFolder(string overlay) => $"{OverlaysFolder}/{overlay}";

    private static void AddWorkload(KustomizeFiles files, WorkloadSpec workload, EnvironmentSpec spec)
    {
        var folder = $"{BaseFolder}/workload-{workload.Name}";
        var resources = new List<string> { "deployment.yaml", "service.yaml" };
        files.Add($"{folder}/deployment.yaml", WorkloadObjects.Deployment(workload, spec));
        files.Add($"{folder}/service.yaml", WorkloadObjects.Service(workload, spec));

        foreach (var (file, item) in WorkloadObjects.Extras(workload, spec))
        {
            files.Add($"{folder}/{file}", item);
            resources.Add(file);
        }

        // A shared ServiceAccount is written once: kustomize refuses the same object twice.
        var first = spec.Workloads.First(other => other.Namespace == workload.Namespace
            && WorkloadObjects.ServiceAccountName(other) == WorkloadObjects.ServiceAccountName(workload));
        if (first.Name == workload.Name)
        {
            files.Add($"{folder}/serviceaccount.yaml", WorkloadObjects.ServiceAccount(workload));
            resources.Add("serviceaccount.yaml");
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

    private static IEnumerable<string> Namespaces(EnvironmentSpec spec) =>
        spec.Workloads.Select(workload => workload.Namespace)
            .Concat(spec.Ingresses.Select(ingress => ingress.Namespace))
            .Where(name => name != "default")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    // kustomize takes one pair of quotes off a literal that has them at both ends.
    private static string QuoteLiteral(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? $"'{value}'" : value;
}
