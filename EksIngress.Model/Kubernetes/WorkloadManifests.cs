using System.Text.Json.Nodes;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>The objects of a workload that lie in the base, in the order in which its folder lists them.</summary>
internal static class WorkloadManifests
{
    public static IReadOnlyList<WorkloadManifest> Of(WorkloadSpec workload, EnvironmentSpec spec)
    {
        List<WorkloadManifest> manifests =
        [
            new(WorkloadManifest.Deployment, WorkloadObjects.Deployment(workload, spec)),
            .. workload.HasService ? [new WorkloadManifest(WorkloadManifest.Service, WorkloadObjects.Service(workload, spec))] : Array.Empty<WorkloadManifest>(),
            .. WorkloadObjects.Extras(workload, spec),
        ];

        // A shared ServiceAccount is written once: kustomize refuses the same object twice.
        var first = spec.Workloads.First(other => other.Namespace == workload.Namespace
            && WorkloadObjects.ServiceAccountName(other) == WorkloadObjects.ServiceAccountName(workload));
        if (first.Name == workload.Name)
        {
            manifests.Add(new WorkloadManifest(WorkloadManifest.ServiceAccount, WorkloadObjects.ServiceAccount(workload)));
        }

        return manifests;
    }

    /// <summary>The workload with the replicas and the image that its Deployment has after a user changed it: the overlay says both again.</summary>
    public static WorkloadSpec WithOverlayOf(this WorkloadSpec workload, IReadOnlyList<WorkloadManifest> manifests)
    {
        var spec = manifests.First(manifest => manifest.File == WorkloadManifest.Deployment).Object["spec"];
        var container = spec?["template"]?["spec"]?["containers"]?.AsArray().FirstOrDefault(item => item?["name"]?.GetValue<string>() == workload.Name);
        return workload with
        {
            Replicas = spec?["replicas"] is JsonValue replicas ? replicas.GetValue<int>() : workload.Replicas,
            Image = container?["image"] is JsonValue image ? image.GetValue<string>() : workload.Image,
        };
    }
}
