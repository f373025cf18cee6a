namespace EksIngress.Model.Kubernetes;

/// <summary>A file of a kustomize tree.</summary>
/// <param name="Path">Path below the tree's folder, with slashes.</param>
/// <param name="Content">Its bytes: UTF-8 without byte order mark, line feeds only.</param>
public sealed record KustomizeFile(string Path, ReadOnlyMemory<byte> Content);
