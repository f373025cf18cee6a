using System.Text.Json.Nodes;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Refuses Ingresses of a class that does not exist, and conditions that cannot be read.</summary>
internal sealed class IngressCheck(ControllerConfiguration configuration, ClusterInformers informers) : IControllerWebhook
{
    public string Path => "/validate-networking-v1-ingress";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        new IngressValidator(configuration, new ClusterView(informers)).Validate(
            KubernetesJson.Read<Ingress>(admission.Object.ToJsonString()),
            admission.OldObject is { } old ? KubernetesJson.Read<Ingress>(old.ToJsonString()) : null);
        return Task.FromResult<JsonObject?>(null);
    }
}
