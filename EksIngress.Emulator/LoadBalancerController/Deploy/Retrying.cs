using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Tries again while AWS still holds on to something that is going away.</summary>
internal static class Retrying
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <param name="failure">What is said of whatever it ends with but success.</param>
    /// <param name="code">Error code of what is going away.</param>
    /// <param name="limit">For how long it is tried.</param>
    /// <param name="attempt">What is tried.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AwsCallException">It fails in another way, or still after the time.</exception>
    public static async Task WhileAsync(string failure, string code, TimeSpan limit, Func<Task> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + limit;
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (AwsCallException exception) when (exception.Code != code)
            {
                throw new AwsCallException($"{failure}: {exception.Message}", exception.Code);
            }
            catch (AwsCallException exception) when (time.GetUtcNow() >= deadline)
            {
                throw new AwsCallException($"{failure}: timed out waiting for the condition: {exception.Message}", exception.Code);
            }
            catch (AwsCallException)
            {
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
    }
}
