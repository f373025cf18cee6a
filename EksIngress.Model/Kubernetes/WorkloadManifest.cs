using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>A Kubernetes object of a workload.</summary>
/// <param name="File">Name of its file in the workload's folder, for example <c>deployment.yaml</c>.</param>
/// <param name="Object">The object.</param>
public sealed record WorkloadManifest(string File, JsonObject Object)
{
    /// <summary>File of the Deployment; every workload has one.</summary>
    public const string Deployment = "deployment.yaml";

    /// <summary>File of the Service; a workload that takes requests has one.</summary>
    public const string Service = "service.yaml";

    /// <summary>File of the ServiceAccount. Workloads that share one have it once.</summary>
    public const string ServiceAccount = "serviceaccount.yaml";

    /// <summary>File of the HorizontalPodAutoscaler, if there is one.</summary>
    public const string HorizontalPodAutoscaler = "horizontalpodautoscaler.yaml";

    /// <summary>File of the PodDisruptionBudget, if there is one.</summary>
    public const string PodDisruptionBudget = "poddisruptionbudget.yaml";
}
