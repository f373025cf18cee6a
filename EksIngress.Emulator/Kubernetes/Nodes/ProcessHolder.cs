using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A pod that has, or wants, an attached process.</summary>
/// <param name="Deployment">Uid of the Deployment that it belongs to; empty when there is none.</param>
/// <param name="Revision">Revision of its template; 0 when there is none.</param>
internal sealed record ProcessHolder(JsonObject Pod, string Deployment, long Revision)
{
    public string Uid => Pod.Uid();

    public static ProcessHolder Of(JsonObject pod, ObjectStore store)
    {
        var set = pod.ControllerOwner() is { } owner && owner.Text("kind") == "ReplicaSet"
            ? store.Find("replicasets.apps", new(pod.Namespace(), owner.Text("name") ?? ""))
            : null;
        return long.TryParse(set?.Annotation(DeploymentController.RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new(pod, set!.ControllerOwner().Text("uid") ?? "", revision)
            : new(pod, "", 0);
    }

    /// <summary>True when this pod is of a newer template of the same Deployment.</summary>
    public bool Succeeds(ProcessHolder other) => Deployment.Length > 0 && Deployment == other.Deployment && Revision > other.Revision;
}
