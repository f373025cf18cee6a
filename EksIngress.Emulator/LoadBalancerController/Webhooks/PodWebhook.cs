using System.Text.Json.Nodes;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Gives new pods the readiness gates of the TargetGroupBindings that lead to them.</summary>
internal sealed class PodWebhook(ControllerConfiguration configuration, ClusterInformers informers) : IControllerWebhook
{
    public string Path => "/mutate-v1-pod";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        if (admission.Operation != "CREATE")
        {
            return Task.FromResult<JsonObject?>(null);
        }

        var bindings = informers.TargetGroupBindings.Items
            .Where(binding => binding.Metadata.NamespaceProperty == admission.Namespace).Select(ClusterView.Read<TargetGroupBinding>).ToList();
        var services = bindings
            .Select(binding => informers.Services.Find(new NamespacedName(admission.Namespace, binding.Spec.ServiceRef.Name)))
            .OfType<k8s.Models.V1Service>()
            .Select(ClusterView.Read<Service>)
            .ToList();
        var pod = KubernetesJson.Read<Pod>(admission.Object.ToJsonString());
        var mutated = new PodReadinessGateMutator(configuration, bindings, services).MutateCreate(pod, admission.Namespace);
        if (mutated.Spec.ReadinessGates.SequenceEqual(pod.Spec.ReadinessGates))
        {
            return Task.FromResult<JsonObject?>(null);
        }

        admission.Object["spec"]!["readinessGates"] =
            new JsonArray([.. mutated.Spec.ReadinessGates.Select(gate => new JsonObject { ["conditionType"] = gate.ConditionType })]);
        return Task.FromResult<JsonObject?>(admission.Object);
    }
}
