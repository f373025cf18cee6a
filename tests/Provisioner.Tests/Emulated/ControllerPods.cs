using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>The pods of the load balancer controller that the provisioner installed.</summary>
internal static class ControllerPods
{
    public const string Namespace = "kube-system";
    public const string Name = "aws-load-balancer-controller";

    /// <summary>Ends them and waits for others: these hold no credentials and no answers from before, and get what a new pod gets.</summary>
    public static async Task RestartAsync(IKubernetes kubernetes, CancellationToken cancellationToken)
    {
        const string Selector = $"app.kubernetes.io/name={Name}";
        var before = await kubernetes.CoreV1.ListNamespacedPodAsync(Namespace, labelSelector: Selector, cancellationToken: cancellationToken);
        var old = before.Items.Select(pod => pod.Uid()).ToHashSet(StringComparer.Ordinal);
        var ended = old.ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(old);
        var events = kubernetes.CoreV1.WatchListNamespacedPodAsync(Namespace, labelSelector: Selector, cancellationToken: cancellationToken);
        await kubernetes.CoreV1.DeleteCollectionNamespacedPodAsync(Namespace, labelSelector: Selector, cancellationToken: cancellationToken);
        await foreach (var (type, pod) in events)
        {
            if (type == WatchEventType.Deleted)
            {
                old.Remove(pod.Uid());
            }

            if (old.Count == 0)
            {
                break;
            }
        }

        // Without its webhooks no Service can be made.
        await foreach (var (_, slice) in kubernetes.DiscoveryV1.WatchListNamespacedEndpointSliceAsync(
            Namespace, labelSelector: "kubernetes.io/service-name=aws-load-balancer-webhook-service", cancellationToken: cancellationToken))
        {
            if (slice.Endpoints?.Any(endpoint => endpoint.Conditions?.Ready == true && !ended.Contains(endpoint.TargetRef.Uid)) == true)
            {
                break;
            }
        }
    }
}
