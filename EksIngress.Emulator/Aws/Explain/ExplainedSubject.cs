namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Whose chain is walked.</summary>
internal sealed record ExplainedSubject(string Cluster, string Namespace, string ServiceAccount)
{
    /// <summary>Subject of its tokens.</summary>
    public string Subject => $"system:serviceaccount:{Namespace}:{ServiceAccount}";

    public bool IsController => (Namespace, ServiceAccount) == (ControllerRequests.Namespace, ControllerRequests.ServiceAccount);
}
