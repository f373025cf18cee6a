using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>Collects the files of a tree.</summary>
internal sealed class KustomizeFiles
{
    private readonly List<KustomizeFile> _files = [];

    /// <summary>In ordinal order of their paths.</summary>
    public IReadOnlyList<KustomizeFile> All => [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Adds a file with one or more objects.</summary>
    public void Add(string path, params IReadOnlyList<JsonObject> documents) =>
        _files.Add(new KustomizeFile(path, YamlDocument.Write(documents)));

    /// <summary>Adds the kustomization of a folder; members without a value are left out.</summary>
    public void AddKustomization(string folder, IEnumerable<string> resources, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var node = Node.Object([("apiVersion", "kustomize.config.k8s.io/v1beta1"), ("kind", "Kustomization"), .. members]);
        node["resources"] = Node.Strings(resources);
        Add(folder.Length == 0 ? "kustomization.yaml" : $"{folder}/kustomization.yaml", node);
    }
}
