using System.Text.Json;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Writes of TargetGroupBindings; the cache knows of each as soon as it is answered.</summary>
internal sealed class BindingApi(IKubernetes client, ClusterInformers informers)
{
    public Task<TargetGroupBindingObject> PatchAsync(TargetGroupBindingObject binding, V1Patch patch, CancellationToken cancellationToken) =>
        ObserveAsync(client.CustomObjects.PatchNamespacedCustomObjectAsync(
            patch, ClusterInformers.Group, ClusterInformers.Version, binding.Metadata.NamespaceProperty, TargetGroupBindingObject.Plural, binding.Metadata.Name,
            cancellationToken: cancellationToken));

    public Task<TargetGroupBindingObject> PatchStatusAsync(TargetGroupBindingObject binding, object status, CancellationToken cancellationToken) =>
        ObserveAsync(client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(
            new V1Patch(new Dictionary<string, object> { ["status"] = status }, V1Patch.PatchType.MergePatch),
            ClusterInformers.Group, ClusterInformers.Version, binding.Metadata.NamespaceProperty, TargetGroupBindingObject.Plural, binding.Metadata.Name,
            cancellationToken: cancellationToken));

    private async Task<TargetGroupBindingObject> ObserveAsync(Task<object> call)
    {
        var written = KubernetesJson.Deserialize<TargetGroupBindingObject>(((JsonElement)await call).GetRawText());

        // The last finalizer's removal is answered with an object that is gone by then; the watch tells of that.
        if (written.Metadata.DeletionTimestamp is null || written.Metadata.Finalizers?.Count > 0)
        {
            informers.TargetGroupBindings.Observe(written);
        }

        return written;
    }
}
