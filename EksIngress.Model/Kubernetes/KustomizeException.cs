namespace EksIngress.Model.Kubernetes;

/// <summary>A kustomize tree that cannot be rendered: the message names the file, the field and what to do.</summary>
/// <param name="message">The whole text for the user.</param>
public sealed class KustomizeException(string message) : Exception(message);
