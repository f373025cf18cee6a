using System.Text.Json.Nodes;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>One webhook of the controller.</summary>
internal interface IControllerWebhook
{
    /// <summary>Where the API server calls it, for example <c>/mutate-v1-pod</c>.</summary>
    string Path { get; }

    /// <returns>The object with its changes; null when there are none.</returns>
    /// <exception cref="AlbModelException">The object is refused, for this reason.</exception>
    Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken);
}
