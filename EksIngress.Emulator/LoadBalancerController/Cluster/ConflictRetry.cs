using System.Net;
using k8s.Autorest;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>Writes again what somebody else's write came between: four attempts, after 10, 50 and 250 ms, by when the cache has seen that write.</summary>
/// <remarks>Source: https://pkg.go.dev/k8s.io/client-go/util/retry#RetryOnConflict</remarks>
internal static class ConflictRetry
{
    private const int Attempts = 4;
    private const int Factor = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);

    /// <param name="attempt">Reads the cache anew each time, and writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HttpOperationException">It fails in another way, or each time.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var made = 1; ; made++)
        {
            try
            {
                return await attempt();
            }
            catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict && made < Attempts)
            {
                await Task.Delay(delay, time, cancellationToken);
                delay *= Factor;
            }
        }
    }
}
