using System.Globalization;
using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Tells pods how healthy they are as targets: a pod with the gate is not ready before the load balancer says so.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
internal sealed class PodReadinessGates(IKubernetes client, ClusterInformers informers, TimeProvider time)
{
    private static readonly string Prefix = ReadinessGates.ConditionType("");

    public static TargetHealth RegistrationInProgress { get; } = new()
    {
        State = TargetHealthStateEnum.Initial,
        Reason = TargetHealthReasonEnum.ElbRegistrationInProgress,
        Description = "Target registration is in progress",
    };

    public static string ConditionType(TargetGroupBindingObject binding) => ReadinessGates.ConditionType(binding.Metadata.Name);

    public static V1PodCondition? Condition(V1Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    public static bool HasGate(V1Pod pod, string type) => pod.Spec.ReadinessGates?.Any(gate => gate.ConditionType == type) == true;

    /// <summary>Names of the bindings whose health a pod waits for.</summary>
    public static IEnumerable<string> BindingsOf(V1Pod pod) => (pod.Spec.ReadinessGates ?? [])
        .Where(gate => gate.ConditionType.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(gate => gate.ConditionType[Prefix.Length..]);

    /// <summary>True when the pod has the gate and the health says that it must wait on.</summary>
    public static bool IsPending(V1Pod pod, string type, TargetHealth health) => HasGate(pod, type) && health.State != TargetHealthStateEnum.Healthy;

    /// <summary>True when a pod's condition is there and not yet true.</summary>
    public static bool IsUnmet(V1Pod pod, string type) => Condition(pod, type) is { } condition && condition.Status != "True";

    /// <summary>Writes the health of a target into its pod.</summary>
    public async Task UpdateAsync(V1Pod pod, string type, TargetHealth health, CancellationToken cancellationToken)
    {
        if (!HasGate(pod, type))
        {
            return;
        }

        var status = health.State == TargetHealthStateEnum.Healthy ? "True" : "False";
        var (reason, message) = (health.Reason?.Value ?? "", health.Description ?? "");
        var observed = Condition(pod, type);
        if (observed is not null && observed.Status == status && (observed.Reason ?? "") == reason && (observed.Message ?? "") == message)
        {
            return;
        }

        var since = observed is not null && observed.Status == status && observed.LastTransitionTime is { } before ? before : time.GetUtcNow().UtcDateTime;
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
                        ["type"] = type,
                        ["status"] = status,
                        ["reason"] = reason.Length == 0 ? null : reason,
                        ["message"] = message.Length == 0 ? null : message,
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

    /// <summary>A binding that goes must not hold pods back for ever.</summary>
    public async Task ReleaseAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        var type = ConditionType(binding);
        var deleted = new TargetHealth { State = TargetHealthStateEnum.Healthy, Description = "Target Group Binding is deleted" };
        foreach (var pod in informers.Pods.Items.Where(pod => pod.Metadata.NamespaceProperty == binding.Metadata.NamespaceProperty && HasGate(pod, type)))
        {
            await UpdateAsync(pod, type, deleted, cancellationToken);
        }
    }
}
