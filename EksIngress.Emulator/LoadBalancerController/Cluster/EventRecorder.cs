using System.Collections.Concurrent;
using System.Globalization;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>Writes events; one that repeats is counted on the event that is there.</summary>
internal sealed class EventRecorder(IKubernetes client, string component, ControllerLog log, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Uid, string Reason, string Message), (string Name, int Count)> _seen = new();

    public async Task RecordAsync(
        IKubernetesObject<V1ObjectMeta> involved, string apiVersion, string kind, bool isWarning, string reason, string message, CancellationToken cancellationToken)
    {
        var key = (involved.Metadata.Uid ?? "", reason, message);
        try
        {
            if (_seen.TryGetValue(key, out var seen))
            {
                var count = seen.Count + 1;
                var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                await client.CoreV1.PatchNamespacedEventAsync(
                    new V1Patch(new Dictionary<string, object> { ["count"] = count, ["lastTimestamp"] = now }, V1Patch.PatchType.MergePatch),
                    seen.Name,
                    involved.Metadata.NamespaceProperty,
                    cancellationToken: cancellationToken);
                _seen[key] = (seen.Name, count);
                return;
            }

            var name = $"{involved.Metadata.Name}.{time.GetUtcNow().Ticks.ToString("x", CultureInfo.InvariantCulture)}";
            await client.CoreV1.CreateNamespacedEventAsync(
                Create(name, involved, apiVersion, kind, isWarning, reason, message), involved.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
            _seen[key] = (name, 1);
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            // Events are told as far as they can be; losing one must not fail what it tells about.
            _seen.TryRemove(key, out _);
            log.Error("event", $"failed to record event {reason}", exception.Message, ("message", message));
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
