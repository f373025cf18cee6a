using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>The webhooks that the chart configures.</summary>
internal static class ControllerWebhooks
{
    public static IEnumerable<IControllerWebhook> Create(ControllerParts parts) =>
    [
        new PodWebhook(parts.Configuration, parts.Informers),
        new ServiceWebhook(parts.Configuration),
        new TargetGroupBindingDefaulting(new TargetGroupLookup(parts.Accounts)),
        new TargetGroupBindingCheck(parts.Configuration, new TargetGroupLookup(parts.Accounts), parts.Informers),
        new IngressClassParamsCheck(),
        new IngressCheck(parts.Configuration, parts.Informers),
    ];
}
