using System.Net;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>A failure as the Kubernetes API reports it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="reason">Reason of the Status object, for example <c>NotFound</c>; empty when the answer had none.</param>
/// <param name="message">What was asked for, and what the API said.</param>
public sealed class KubernetesApiException(HttpStatusCode status, string reason, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Reason of the Status object; empty when the answer had none.</summary>
    public string Reason { get; } = reason;
}
