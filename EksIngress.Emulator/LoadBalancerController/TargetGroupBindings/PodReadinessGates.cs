using System.Globalization;
using System.Net;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Writes the health of targets into pods; what to write is the model's decision.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
internal sealed class PodReadinessGates(IKubernetes client, ClusterInformers informers, TimeProvider time)
{
    private static readonly string s_prefix = ReadinessGates.ConditionType("");

    /// <summary>Names of the bindings whose health a pod waits for.</summary>
    public static IEnumerable<string> BindingsOf(V1Pod pod) => (pod.Spec.ReadinessGates ?? [])
        .Where(gate => gate.ConditionType.StartsWith(s_prefix, StringComparison.Ordinal))
        .Select(gate => gate.ConditionType[s_prefix.Length..]);

    /// <summary>Writes the health of a target into its pod, if it waits for it.</summary>
    /// <returns>Whether to look again soon.</returns>
    public async Task<bool> UpdateAsync(Pod pod, string bindingName, TargetHealthFact? health, CancellationToken cancellationToken)
    {
        if (ReadinessGates.Evaluate(pod, bindingName, health) is not { } condition)
        {
            return false;
        }

        if (informers.Pods.Find(pod.Key) is { } observed)
        {
            await WriteAsync(observed, condition, cancellationToken);
        }

        return condition.NeedsFurtherProbe;
    }

    /// <summary>A binding that goes must not hold pods back for ever.</summary>
    public async Task ReleaseAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        var deleted = new TargetHealthFact("healthy", "", "Target Group Binding is deleted");
        foreach (var pod in informers.Pods.Items.Where(pod => pod.Metadata.NamespaceProperty == binding.Metadata.NamespaceProperty))
        {
            await UpdateAsync(ClusterView.Read<Pod>(pod), binding.Metadata.Name, deleted, cancellationToken);
        }
    }

    private async Task WriteAsync(V1Pod pod, TargetHealthCondition condition, CancellationToken cancellationToken)
    {
        var observed = pod.Status?.Conditions?.FirstOrDefault(candidate => candidate.Type == condition.Type);
        if (observed is not null && observed.Status == condition.Status
            && (observed.Reason ?? "") == condition.Reason && (observed.Message ?? "") == condition.Message)
        {
            return;
        }

        var since = observed is not null && observed.Status == condition.Status && observed.LastTransitionTime is { } before ? before : time.GetUtcNow().UtcDateTime;
        var patch = new Dictionary<string, object>
        {
            // A pod of the same name that came in between must not get it.
            ["metadata"] = new Dictionary<string, object> { ["uid"] = pod.Metadata.Uid },
            ["status"] = new Dictionary<string, object>
            {
                ["conditions"] = new[]
                {
                    new Dictionary<string, object?>
                    {
                        ["type"] = condition.Type,
                        ["status"] = condition.Status,
                        ["reason"] = condition.Reason.Length == 0 ? null : condition.Reason,
                        ["message"] = condition.Message.Length == 0 ? null : condition.Message,
                        ["lastTransitionTime"] = since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    },
                },
            },
        };
        try
        {
            informers.Pods.Observe(await client.CoreV1.PatchNamespacedPodStatusAsync(
                new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch), pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken));
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // The pod is gone; so is what it waited for.
        }
    }
}
