using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>Merge patches that add or remove a finalizer; the resource version keeps two writers from overwriting each other.</summary>
internal static class Finalizers
{
    /// <summary>Null when it is there already.</summary>
    public static V1Patch? Add(V1ObjectMeta metadata, string finalizer) =>
        metadata.Finalizers?.Contains(finalizer) == true ? null : Patch(metadata, [.. metadata.Finalizers ?? [], finalizer]);

    /// <summary>Null when it is not there.</summary>
    public static V1Patch? Remove(V1ObjectMeta metadata, string finalizer) =>
        metadata.Finalizers?.Contains(finalizer) != true ? null : Patch(metadata, [.. metadata.Finalizers.Where(other => other != finalizer)]);

    private static V1Patch Patch(V1ObjectMeta metadata, string[] finalizers) => new(
        new Dictionary<string, object>
        {
            ["metadata"] = new Dictionary<string, object?> { ["finalizers"] = finalizers, ["resourceVersion"] = metadata.ResourceVersion },
        },
        V1Patch.PatchType.MergePatch);
}
