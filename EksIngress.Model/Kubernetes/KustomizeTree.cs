using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// The manifests of an environment as a kustomize tree: one folder per workload and one for the Ingresses. It renders with
/// <c>kubectl kustomize</c>, and the provisioner applies it as it lies on disk, overlays of a user included.
/// </summary>
public static class KustomizeTree
{
    /// <summary>Name of the folder within a published folder.</summary>
    public const string FolderName = "kubernetes";

    internal const string IngressFolder = "ingresses";

    /// <summary>The files, in ordinal order of their paths. Equal specifications give equal bytes.</summary>
    public static IReadOnlyList<KustomizeFile> Build(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var files = new List<KustomizeFile>();
        var resources = new List<string>();
        foreach (var name in Namespaces(spec))
        {
            Add(files, $"namespace-{name}.yaml", Node.Object(
                ("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Node.Object(("name", name)))));
            resources.Add($"namespace-{name}.yaml");
        }

        foreach (var workload in spec.Workloads)
        {
            AddWorkload(files, workload, spec);
            resources.Add("workload-" + workload.Name);
        }

        if (spec.Ingresses.Count > 0)
        {
            AddIngresses(files, spec);
            resources.Add(IngressFolder);
        }

        Add(files, "kustomization.yaml", Kustomization(
            resources,
            ("labels", Node.Array(Node.Object(
                ("pairs", Node.Map((Ownership.EnvironmentKey, spec.Name), (Ownership.ManagedByLabel, Ownership.ManagedBy))),
                ("includeTemplates", true))))));
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static void AddWorkload(List<KustomizeFile> files, WorkloadSpec workload, EnvironmentSpec spec)
    {
        var folder = "workload-" + workload.Name;
        var resources = new List<string> { "deployment.yaml", "service.yaml" };
        Add(files, $"{folder}/deployment.yaml", WorkloadObjects.Deployment(workload, spec));
        Add(files, $"{folder}/service.yaml", WorkloadObjects.Service(workload, spec));

        // A shared ServiceAccount is written once: kustomize refuses the same object twice.
        var sharing = spec.Workloads
            .Where(other => other.Namespace == workload.Namespace
                && WorkloadObjects.ServiceAccountName(other) == WorkloadObjects.ServiceAccountName(workload))
            .ToList();
        if (sharing[0].Name == workload.Name)
        {
            Add(files, $"{folder}/serviceaccount.yaml", WorkloadObjects.ServiceAccount(workload, sharing, spec));
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

    private static void AddIngresses(List<KustomizeFile> files, EnvironmentSpec spec)
    {
        var resources = new List<string>();
        foreach (var name in spec.Ingresses.Select(ingress => ingress.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (name == IngressObjects.DefaultClass)
            {
                continue;
            }

            Add(files, $"{IngressFolder}/ingressclass-{name}.yaml", IngressObjects.IngressClass(name));
            Add(files, $"{IngressFolder}/ingressclassparams-{name}.yaml", IngressObjects.IngressClassParams(name));
            resources.AddRange([$"ingressclass-{name}.yaml", $"ingressclassparams-{name}.yaml"]);
        }

        foreach (var ingress in spec.Ingresses)
        {
            var file = $"ingress-{ingress.Namespace}.{ingress.Name}.yaml";
            Add(files, $"{IngressFolder}/{file}", IngressObjects.Ingress(ingress, spec));
            resources.Add(file);
        }

        Add(files, $"{IngressFolder}/kustomization.yaml", Kustomization(resources));
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

    private static void Add(List<KustomizeFile> files, string path, JsonObject content) =>
        files.Add(new KustomizeFile(path, YamlDocument.Write(content)));
}
