using System.Text.Json.Nodes;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Fills in what a new TargetGroupBinding leaves to its target group.</summary>
internal sealed class TargetGroupBindingDefaulting(ITargetGroupLookup targetGroups) : IControllerWebhook
{
    public string Path => "/mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding";

    public async Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        if (admission.Operation != "CREATE" || admission.Object["spec"] is not JsonObject spec)
        {
            return null;
        }

        var binding = KubernetesJson.Read<TargetGroupBinding>(admission.Object.ToJsonString());
        var mutated = (await new TargetGroupBindingMutator(targetGroups).MutateCreateAsync(binding, cancellationToken)).Spec;
        foreach (var (member, value) in new[]
        {
            ("targetGroupARN", mutated.TargetGroupArn), ("targetType", mutated.TargetType), ("ipAddressType", mutated.IpAddressType),
            ("vpcID", mutated.VpcId), ("targetGroupProtocol", mutated.TargetGroupProtocol),
        })
        {
            if (value is { Length: > 0 } && spec[member]?.ToString() != value)
            {
                spec[member] = value;
            }
        }

        return admission.Object;
    }
}
