namespace EksIngress.ServiceDefaults.Pods;

/// <summary>The pod that a process runs as.</summary>
/// <param name="Name">Pod name, for example <c>service-a-5d7f9c-x2x8z</c>.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="NodeName">Node that the pod is bound to.</param>
/// <param name="ServiceAccount">Service account of the pod; null where the cluster does not tell the process.</param>
public sealed record Pod(string Name, string Namespace, string NodeName, string? ServiceAccount);
