using System.Net;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>What a Kubernetes failure means. The only place that knows its status codes.</summary>
internal static class KubernetesErrors
{
    /// <summary>An object, or its namespace, is not there (any more).</summary>
    public static bool IsNotFound(Exception exception) => exception is KubernetesApiException { Status: HttpStatusCode.NotFound };

    /// <summary>
    /// It may pass by itself: the API is overloaded or not reachable, a webhook has no pod yet, or the caller's access entry has
    /// not reached the cluster, which answers 401 until then.
    /// </summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        KubernetesApiException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict } => true,
        KubernetesApiException { Status: >= HttpStatusCode.InternalServerError } => true,
        HttpRequestException => true,
        _ => false,
    };
}
