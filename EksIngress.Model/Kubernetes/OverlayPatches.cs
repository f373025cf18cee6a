using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>What an overlay says of a workload of the base: its image and replicas, and the name of its role.</summary>
internal static class OverlayPatches
{
    public static IReadOnlyList<JsonObject> Workload(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var patches = new List<JsonObject>
        {
            Node.Object(
                ("apiVersion", "apps/v1"),
                ("kind", "Deployment"),
                ("metadata", Metadata(workload.Name, workload)),
                ("spec", Node.Object(
                    // With an autoscaler the number is its own; a number here would undo it at every apply.
                    ("replicas", workload.Autoscaling is null ? workload.Replicas : null),
                    ("template", Node.Object(("spec", Node.Object(("containers", Node.Array(Node.Object(
                        ("name", workload.Name),
                        ("image", workload.Image))))))))))),
        };

        // EKS Pod Identity goes by an association; an annotation would make it IRSA.
        if (workload.IamRole is { Identity: WorkloadIdentity.Irsa })
        {
            patches.Add(Node.Object(
                ("apiVersion", "v1"),
                ("kind", "ServiceAccount"),
                ("metadata", Metadata(
                    WorkloadObjects.ServiceAccountName(workload),
                    workload,
                    ("annotations", Node.Map((Ownership.RoleNameAnnotation, ResourceNames.WorkloadRole(spec, workload))))))));
        }

        return patches;
    }

    private static JsonObject Metadata(string name, WorkloadSpec workload, params ReadOnlySpan<(string Name, JsonNode? Value)> more) =>
        Node.Object([("name", name), ("namespace", workload.Namespace), .. more]);
}
