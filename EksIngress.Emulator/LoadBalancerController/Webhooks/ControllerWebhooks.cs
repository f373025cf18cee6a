using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>The webhooks that the chart configures.</summary>
internal static class ControllerWebhooks
{
    public static IEnumerable<IControllerWebhook> Create(ControllerParts parts) =>
    [
        new PodReadinessGateMutator(parts.Informers, parts.Flags.InjectsReadinessGates),
        new ServiceMutator(parts.Flags.LoadBalancerClass),
        new TargetGroupBindingMutator(parts.Aws.Elb),
        new PassingWebhook("/validate-elbv2-k8s-aws-v1beta1-targetgroupbinding"),
        new PassingWebhook("/validate-elbv2-k8s-aws-v1beta1-ingressclassparams"),
        new PassingWebhook("/validate-networking-v1-ingress"),
    ];
}
