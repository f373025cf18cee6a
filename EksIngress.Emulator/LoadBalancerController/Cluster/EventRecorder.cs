using System.Globalization;
using System.Threading.Channels;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>Writes events, in the order in which they come, while the work goes on; one that repeats is counted on the event that is there.</summary>
internal sealed class EventRecorder(IKubernetes client, string component, ControllerLog log, TimeProvider time)
{
    // More than that at once is a storm, and what is lost of it repeats.
    private const int Capacity = 1000;

    private readonly Dictionary<(string Uid, string Reason, string Message), (string Name, int Count)> _seen = [];
    private readonly Channel<Corev1Event> _pending = Channel.CreateBounded<Corev1Event>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Record(IKubernetesObject<V1ObjectMeta> involved, string apiVersion, string kind, bool isWarning, string reason, string message) =>
        _pending.Writer.TryWrite(Create(
            $"{involved.Metadata.Name}.{time.GetUtcNow().Ticks.ToString("x", CultureInfo.InvariantCulture)}", involved, apiVersion, kind, isWarning, reason, message));

    /// <summary>Writes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in _pending.Reader.ReadAllAsync(cancellationToken))
        {
            await WriteAsync(item, cancellationToken);
        }
    }

    private async Task WriteAsync(Corev1Event item, CancellationToken cancellationToken)
    {
        var key = (item.InvolvedObject.Uid ?? "", item.Reason, item.Message);
        try
        {
            if (_seen.TryGetValue(key, out var seen))
            {
                var count = seen.Count + 1;
                await client.CoreV1.PatchNamespacedEventAsync(
                    new V1Patch(
                        new Dictionary<string, object>
                        {
                            ["count"] = count,
                            ["lastTimestamp"] = item.LastTimestamp!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        },
                        V1Patch.PatchType.MergePatch),
                    seen.Name,
                    item.Metadata.NamespaceProperty,
                    cancellationToken: cancellationToken);
                _seen[key] = (seen.Name, count);
                return;
            }

            await client.CoreV1.CreateNamespacedEventAsync(item, item.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
            _seen[key] = (item.Metadata.Name, 1);
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            // Events are told as far as they can be; losing one must not fail what it tells about.
            _seen.Remove(key);
            log.Error("event", $"failed to record event {item.Reason}", KubernetesFailures.Describe(exception), ("message", item.Message));
        }
    }

    private Corev1Event Create(
        string name, IKubernetesObject<V1ObjectMeta> involved, string apiVersion, string kind, bool isWarning, string reason, string message)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = involved.Metadata.NamespaceProperty },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = apiVersion,
                Kind = kind,
                Name = involved.Metadata.Name,
                NamespaceProperty = involved.Metadata.NamespaceProperty,
                Uid = involved.Metadata.Uid,
                ResourceVersion = involved.Metadata.ResourceVersion,
            },
            Reason = reason,
            Message = message,
            Type = isWarning ? "Warning" : "Normal",
            Source = new V1EventSource { Component = component },
            ReportingComponent = component,
            ReportingInstance = "",
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }
}
