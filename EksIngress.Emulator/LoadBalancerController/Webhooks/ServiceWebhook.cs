using System.Text.Json.Nodes;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>
/// Takes Services of type LoadBalancer that name no class. Installing the controller changes what such Services get; here they stay
/// pending, for network load balancers are not emulated.
/// </summary>
internal sealed class ServiceWebhook(ControllerConfiguration configuration) : IControllerWebhook
{
    public string Path => "/mutate-v1-service";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        var service = KubernetesJson.Read<Service>(admission.Object.ToJsonString());
        var mutated = admission.OldObject is { } old
            ? ServiceMutator.MutateUpdate(service, KubernetesJson.Read<Service>(old.ToJsonString()))
            : new ServiceMutator(configuration).MutateCreate(service);
        if (mutated.Spec.LoadBalancerClass == service.Spec.LoadBalancerClass)
        {
            return Task.FromResult<JsonObject?>(null);
        }

        admission.Object["spec"]!["loadBalancerClass"] = mutated.Spec.LoadBalancerClass;
        return Task.FromResult<JsonObject?>(admission.Object);
    }
}
