using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>The folder of an overlay: Ingresses and their classes, patches of the base's workloads, the label for readiness gates, the labels of ownership.</summary>
internal sealed class OverlayFiles(KustomizeFiles files, EnvironmentSpec spec)
{
    private readonly string _folder = KustomizeTree.OverlayFolder(spec.Overlay);
    private readonly List<string> _resources = [$"../../{KustomizeTree.BaseFolder}"];
    private readonly List<string> _patches = [];

    /// <summary>Adds what the overlay says of a workload of the base.</summary>
    public void AddPatch(WorkloadSpec workload, IReadOnlyList<JsonObject> patches)
    {
        files.Add($"{_folder}/patch-{workload.Name}.yaml", patches);
        _patches.Add($"patch-{workload.Name}.yaml");
    }

    /// <summary>Adds an object that the base has not.</summary>
    public void AddResource(string file, JsonObject item)
    {
        files.Add($"{_folder}/{file}", item);
        _resources.Add(file);
    }

    /// <summary>Adds the label for readiness gates, the Ingresses, the overlay's kustomization, and the root's.</summary>
    /// <param name="baseNamespaces">The namespaces that the base has an object of: of those the overlay has a patch, of others an object.</param>
    public void Complete(IReadOnlySet<string> baseNamespaces)
    {
        // With the Ingresses: another overlay can have others, and its pods no targets of their own.
        foreach (var name in NamespaceObjects.WithReadinessGates(spec))
        {
            files.Add($"{_folder}/namespace-{name}.yaml", NamespaceObjects.WithReadinessGates(name));
            (baseNamespaces.Contains(name) ? _patches : _resources).Add($"namespace-{name}.yaml");
        }

        foreach (var name in spec.Ingresses.Select(ingress => ingress.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (name != IngressObjects.DefaultClass)
            {
                AddResource($"ingressclass-{name}.yaml", IngressObjects.IngressClass(name));
                AddResource($"ingressclassparams-{name}.yaml", IngressObjects.IngressClassParams(name));
            }
        }

        foreach (var ingress in spec.Ingresses)
        {
            AddResource($"ingress-{ingress.Namespace}.{ingress.Name}.yaml", IngressObjects.Ingress(ingress, spec));
        }

        files.AddKustomization(
            _folder,
            _resources,
            ("labels", Node.Array(Node.Object(
                ("pairs", Node.Map((Ownership.EnvironmentKey, spec.Name), (Ownership.ManagedByLabel, Ownership.ManagedBy))),
                ("includeTemplates", true)))),
            ("patches", _patches.Count == 0 ? null : Node.Array(_patches.Select(patch => Node.Object(("path", patch))))));
        files.AddKustomization("", [KustomizeTree.OverlayFolder(spec.Overlay)]);
    }
}
