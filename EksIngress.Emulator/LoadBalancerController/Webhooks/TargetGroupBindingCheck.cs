using System.Text.Json.Nodes;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Refuses TargetGroupBindings that do not fit their target group, share one, or change what may not change.</summary>
internal sealed class TargetGroupBindingCheck(
    ControllerConfiguration configuration, ITargetGroupLookup targetGroups, ClusterInformers informers) : IControllerWebhook
{
    public string Path => "/validate-elbv2-k8s-aws-v1beta1-targetgroupbinding";

    public async Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        var binding = KubernetesJson.Read<TargetGroupBinding>(admission.Object.ToJsonString());
        var validator = new TargetGroupBindingValidator(
            configuration, targetGroups, [.. informers.TargetGroupBindings.Items.Select(ClusterView.Read<TargetGroupBinding>)]);
        if (admission.OldObject is { } old)
        {
            await validator.ValidateUpdateAsync(binding, KubernetesJson.Read<TargetGroupBinding>(old.ToJsonString()), cancellationToken);
        }
        else
        {
            await validator.ValidateCreateAsync(binding, cancellationToken);
        }

        return null;
    }
}
