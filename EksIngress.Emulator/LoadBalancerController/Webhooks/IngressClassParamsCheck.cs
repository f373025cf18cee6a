using System.Text.Json.Nodes;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Refuses IngressClassParams whose blocks or subnets are none.</summary>
internal sealed class IngressClassParamsCheck : IControllerWebhook
{
    public string Path => "/validate-elbv2-k8s-aws-v1beta1-ingressclassparams";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        IngressClassParamsValidator.Validate(KubernetesJson.Read<IngressClassParams>(admission.Object.ToJsonString()));
        return Task.FromResult<JsonObject?>(null);
    }
}
