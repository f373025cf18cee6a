using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Serving;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Gives new pods the readiness gates of the TargetGroupBindings that lead to them. Pods that were there before never get one.</summary>
internal sealed class PodReadinessGateMutator(ClusterInformers informers, bool isEnabled) : IControllerWebhook
{
    private const string LegacyPrefix = "target-health.alb.ingress.k8s.aws";

    public string Path => "/mutate-v1-pod";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        if (admission.Operation != "CREATE" || !isEnabled)
        {
            return Task.FromResult<JsonObject?>(null);
        }

        var pod = admission.Object;
        var labels = pod["metadata"]?["labels"]?.Deserialize<Dictionary<string, string>>() ?? [];
        var wanted = informers.TargetGroupBindings.Items
            .Where(binding => binding.Metadata.NamespaceProperty == admission.Namespace && binding.Spec.TargetType == "ip" && Leads(binding, labels))
            .Select(PodReadinessGates.ConditionType)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (wanted.Count == 0)
        {
            return Task.FromResult<JsonObject?>(null);
        }

        var gates = (pod["spec"]?["readinessGates"] as JsonArray ?? []).OfType<JsonObject>().Select(gate => gate["conditionType"]?.ToString() ?? "")
            .Where(type => !type.StartsWith(LegacyPrefix, StringComparison.Ordinal));
        pod["spec"]!["readinessGates"] = new JsonArray([.. gates.Union(wanted, StringComparer.Ordinal).Select(type => new JsonObject { ["conditionType"] = type })]);
        return Task.FromResult<JsonObject?>(pod);
    }

    private bool Leads(TargetGroupBindingObject binding, Dictionary<string, string> labels) =>
        informers.Services.Find(new NamespacedName(binding.Metadata.NamespaceProperty, binding.Spec.ServiceRef.Name))?.Spec.Selector is { Count: > 0 } selector
        && selector.All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value);
}
