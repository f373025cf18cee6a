using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>
/// The mutating webhook <c>mpod.elbv2.k8s.aws</c>: a pod that is about to become a target waits for the load balancer to find it healthy.
/// The API server asks it for pods of namespaces with the label <c>elbv2.k8s.aws/pod-readiness-gate-inject: enabled</c>.
/// </summary>
/// <param name="configuration">Flag <c>--enable-pod-readiness-gate-inject</c> matters here.</param>
/// <param name="bindings">Every TargetGroupBinding; those of the pod's namespace count.</param>
/// <param name="services">Every Service.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
public sealed class PodReadinessGateMutator(
    ControllerConfiguration configuration, IReadOnlyCollection<TargetGroupBinding> bindings, IReadOnlyCollection<Service> services)
{
    /// <summary>Label of namespaces whose new pods the webhook is asked about when it says <c>enabled</c>.</summary>
    internal const string NamespaceLabel = "elbv2.k8s.aws/pod-readiness-gate-inject";

    private const string LegacyPrefix = "target-health.alb.ingress.k8s.aws";

    /// <summary>Adds a gate for every binding with <c>ip</c> targets whose Service selects the pod, by the binding's name.</summary>
    /// <param name="pod">As it would be created.</param>
    /// <param name="namespaceName">The request's; the pod itself may carry none yet.</param>
    public Pod MutateCreate(Pod pod, string namespaceName)
    {
        ArgumentNullException.ThrowIfNull(pod);
        if (!configuration.EnablePodReadinessGateInject)
        {
            return pod;
        }

        var wanted = bindings
            .Where(binding => binding.Metadata.Namespace == namespaceName && binding.Spec.TargetType == "ip" && Selects(binding, pod))
            .OrderBy(binding => binding.Metadata.Name, StringComparer.Ordinal)
            .Select(binding => ReadinessGates.ConditionType(binding.Metadata.Name))
            .ToList();
        if (wanted.Count == 0)
        {
            return pod;
        }

        var kept = pod.Spec.ReadinessGates
            .Where(gate => !gate.ConditionType.StartsWith(LegacyPrefix, StringComparison.Ordinal))
            .ToList();
        var added = wanted
            .Where(type => kept.TrueForAll(gate => gate.ConditionType != type))
            .Select(type => new Pod.ReadinessGate { ConditionType = type });
        return pod with { Spec = pod.Spec with { ReadinessGates = [.. kept, .. added] } };
    }

    // A Service without a selector has pods of its own choosing, which nobody can tell from here.
    private bool Selects(TargetGroupBinding binding, Pod pod)
    {
        var key = binding.Key with { Name = binding.Spec.ServiceRef.Name };
        return services.FirstOrDefault(service => service.Key == key) is { Spec.Selector: { Count: > 0 } selector } &&
            selector.All(pair => pod.Metadata.Labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }
}
