using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Whose chain is walked.</summary>
internal sealed record ExplainedSubject(string Cluster, string Namespace, string ServiceAccount)
{
    /// <summary>Subject of its tokens.</summary>
    public string Subject => $"system:serviceaccount:{Namespace}:{ServiceAccount}";

    public bool IsController => (Namespace, ServiceAccount) == (ControllerRequests.Namespace, ControllerRequests.ServiceAccount);

    /// <summary>Whether a pod of the namespace runs as this service account, and is to go on doing so.</summary>
    public bool Runs(JsonObject pod) => (pod.Text("spec", "serviceAccountName") ?? "default") == ServiceAccount && !pod.IsTerminating();
}
