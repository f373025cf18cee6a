using System.Text.Json.Nodes;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>A webhook whose checks are made when the object is reconciled.</summary>
internal sealed class PassingWebhook(string path) : IControllerWebhook
{
    public string Path => path;

    public Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken) => Task.FromResult<JsonObject?>(null);
}
