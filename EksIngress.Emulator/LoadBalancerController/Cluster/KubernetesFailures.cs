using System.Text.Json;
using EksIngress.Alb;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>Failures of a reconcile that end in an event and another try, and their words.</summary>
internal static class KubernetesFailures
{
    public static bool IsExpected(Exception exception) =>
        exception is AlbModelException or HttpOperationException or HttpRequestException or TimeoutException;

    /// <summary>Says before the words of an expected failure what it was that failed.</summary>
    /// <exception cref="AlbModelException">The call failed.</exception>
    public static async Task<T> WithinAsync<T>(string failure, Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            throw new AlbModelException($"{failure}: {Describe(exception)}");
        }
    }

    /// <summary>The API's own message, if it gave one.</summary>
    public static string Describe(Exception exception)
    {
        if (exception is not HttpOperationException { Response: { } response })
        {
            return exception.Message;
        }

        try
        {
            return JsonSerializer.Deserialize<V1Status>(response.Content)?.Message ?? response.Content;
        }
        catch (JsonException)
        {
            return $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
    }
}
