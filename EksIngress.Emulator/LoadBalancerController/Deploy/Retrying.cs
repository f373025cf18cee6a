using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Tries again while AWS still holds on to something that is going away.</summary>
internal static class Retrying
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <exception cref="AwsCallException">It fails in another way, or still after the time.</exception>
    public static async Task WhileAsync(string code, TimeSpan limit, Func<Task> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + limit;
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (AwsCallException exception) when (exception.Code == code && time.GetUtcNow() < deadline)
            {
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
    }
}
