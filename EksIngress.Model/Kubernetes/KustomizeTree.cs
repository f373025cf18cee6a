using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

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
        var files = new List<KustomizeFile>();
        var resources = new List<string>();
        foreach (var name in Namespaces(spec))
        {
            Add(files, $"{BaseFolder}/namespace-{name}.yaml", Node.Object(
                ("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Node.Object(("name", name)))));
            resources.Add($"namespace-{name}.yaml");
        }

        foreach (var workload in spec.Workloads)
        {
            AddWorkload(files, workload, spec);
            resources.Add("workload-" + workload.Name);
        }

        Add(files, $"{BaseFolder}/kustomization.yaml", Kustomization(resources));
        AddOverlay(files, spec);
        Add(files, "kustomization.yaml", Kustomization([$"{OverlaysFolder}/{spec.Overlay}"]));
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>Folder of an overlay, below <see cref="FolderName"/>.</summary>
    public static string OverlayFolder(string overlay) => $"{OverlaysFolder}/{overlay}";

    private static void AddOverlay(List<KustomizeFile> files, EnvironmentSpec spec)
    {
        var folder = OverlayFolder(spec.Overlay);
        var resources = new List<string> { $"../../{BaseFolder}" };
        AddIngresses(files, resources, folder, spec);
        var patches = new List<string>();
        foreach (var workload in spec.Workloads)
        {
            Add(files, $"{folder}/patch-{workload.Name}.yaml", OverlayPatches.Workload(workload, spec));
            patches.Add($"patch-{workload.Name}.yaml");
        }

        Add(files, $"{folder}/kustomization.yaml", Kustomization(
            resources,
            ("labels", Node.Array(Node.Object(
                ("pairs", Node.Map((Ownership.EnvironmentKey, spec.Name), (Ownership.ManagedByLabel, Ownership.ManagedBy))),
                ("includeTemplates", true)))),
            ("patches", patches.Count == 0 ? null : Node.Array(patches.Select(patch => Node.Object(("path", patch)))))));
    }

    private static void AddWorkload(List<KustomizeFile> files, WorkloadSpec workload, EnvironmentSpec spec)
    {
        var folder = $"{BaseFolder}/workload-{workload.Name}";
        var resources = new List<string> { "deployment.yaml", "service.yaml" };
        Add(files, $"{folder}/deployment.yaml", WorkloadObjects.Deployment(workload, spec));
        Add(files, $"{folder}/service.yaml", WorkloadObjects.Service(workload, spec));

        foreach (var (file, item) in WorkloadObjects.Extras(workload))
        {
            Add(files, $"{folder}/{file}", item);
            resources.Add(file);
        }

        if (WorkloadObjects.Secret(workload) is { } secret)
        {
            Add(files, $"{folder}/secret.yaml", secret);
            resources.Add("secret.yaml");
        }

        // A shared ServiceAccount is written once: kustomize refuses the same object twice.
        var first = spec.Workloads.First(other => other.Namespace == workload.Namespace
            && WorkloadObjects.ServiceAccountName(other) == WorkloadObjects.ServiceAccountName(workload));
        if (first.Name == workload.Name)
        {
            Add(files, $"{folder}/serviceaccount.yaml", WorkloadObjects.ServiceAccount(workload));
            resources.Add("serviceaccount.yaml");
        }

        var literals = WorkloadObjects.Literals(workload, spec);
        Add(files, $"{folder}/kustomization.yaml", Kustomization(
            resources,
            ("namespace", workload.Namespace),
            ("configMapGenerator", literals.Count == 0
                ? null
                : Node.Array(Node.Object(
                    ("name", WorkloadObjects.ConfigMapName(workload)),
                    ("literals", Node.Strings(literals.Select(literal => $"{literal.Name}={QuoteLiteral(literal.Value)}")))))),
            // The pod template carries a hash of the literals; names with a hash would leave a ConfigMap behind at each change.
            ("generatorOptions", literals.Count == 0 ? null : Node.Object(("disableNameSuffixHash", true)))));
    }

    private static void AddIngresses(List<KustomizeFile> files, List<string> resources, string folder, EnvironmentSpec spec)
    {
        foreach (var name in spec.Ingresses.Select(ingress => ingress.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (name == IngressObjects.DefaultClass)
            {
                continue;
            }

            Add(files, $"{folder}/ingressclass-{name}.yaml", IngressObjects.IngressClass(name));
            Add(files, $"{folder}/ingressclassparams-{name}.yaml", IngressObjects.IngressClassParams(name));
            resources.AddRange([$"ingressclass-{name}.yaml", $"ingressclassparams-{name}.yaml"]);
        }

        foreach (var ingress in spec.Ingresses)
        {
            var file = $"ingress-{ingress.Namespace}.{ingress.Name}.yaml";
            Add(files, $"{folder}/{file}", IngressObjects.Ingress(ingress, spec));
            resources.Add(file);
        }
    }

    private static IEnumerable<string> Namespaces(EnvironmentSpec spec) =>
        spec.Workloads.Select(workload => workload.Namespace)
            .Concat(spec.Ingresses.Select(ingress => ingress.Namespace))
            .Where(name => name != "default")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static JsonObject Kustomization(IEnumerable<string> resources, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var node = Node.Object(("apiVersion", "kustomize.config.k8s.io/v1beta1"), ("kind", "Kustomization"));
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                node[name] = value;
            }
        }

        node["resources"] = Node.Strings(resources);
        return node;
    }

    // kustomize takes one pair of quotes off a literal that has them at both ends.
    private static string QuoteLiteral(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? $"'{value}'" : value;

    private static void Add(List<KustomizeFile> files, string path, params IReadOnlyList<JsonObject> documents) =>
        files.Add(new KustomizeFile(path, YamlDocument.Write(documents)));
}
