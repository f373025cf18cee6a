using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What the clusters hold, for those who look and change nothing.</summary>
internal interface IClusterObjects
{
    /// <summary>Null when there is no such cluster or object.</summary>
    /// <param name="cluster">EKS cluster name.</param>
    /// <param name="resource">For example <c>serviceaccounts</c>, <c>ingresses.networking.k8s.io</c>.</param>
    /// <param name="key">Namespace and name.</param>
    JsonObject? Find(string cluster, string resource, NamespacedName key);

    /// <summary>Empty when there is no such cluster.</summary>
    /// <param name="cluster">EKS cluster name.</param>
    /// <param name="resource">For example <c>pods</c>.</param>
    /// <param name="inNamespace">Empty for all namespaces.</param>
    IReadOnlyList<JsonObject> List(string cluster, string resource, string inNamespace);
}
