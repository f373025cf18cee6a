using System.Text.Json.Nodes;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>
/// Takes Services of type LoadBalancer that name no class. Installing the controller changes what such Services get; here they stay
/// pending, for network load balancers are not emulated.
/// </summary>
internal sealed class ServiceMutator(string loadBalancerClass) : IControllerWebhook
{
    public string Path => "/mutate-v1-service";

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        var spec = admission.Object["spec"] as JsonObject;
        if (spec?["type"]?.ToString() != "LoadBalancer" || spec["loadBalancerClass"]?.ToString() is { Length: > 0 })
        {
            return Task.FromResult<JsonObject?>(null);
        }

        var wanted = admission.Operation == "CREATE" ? loadBalancerClass : admission.OldObject?["spec"]?["loadBalancerClass"]?.ToString();
        if (string.IsNullOrEmpty(wanted))
        {
            return Task.FromResult<JsonObject?>(null);
        }

        spec["loadBalancerClass"] = wanted;
        return Task.FromResult<JsonObject?>(admission.Object);
    }
}
