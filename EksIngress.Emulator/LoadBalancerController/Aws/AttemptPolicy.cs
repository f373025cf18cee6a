using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Tries a call again as the upstream controller's SDK does: up to so many attempts, without a budget over all calls, after delays at random
/// below 2 s, 4 s, … 20 s, by the controller's clock. Which failures are worth it is the SDK's.
/// </summary>
/// <param name="attempts"><c>--aws-max-retries</c>, which counts the first attempt too, as upstream; 0 and less is without end.</param>
/// <param name="time">The clock.</param>
/// <remarks>Source: https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws/retry#Standard</remarks>
internal sealed class AttemptPolicy(int attempts, TimeProvider time) : StandardRetryPolicy(Math.Max(0, attempts - 1))
{
    private const int LongestDelaySeconds = 20;

    public override bool RetryLimitReached(IExecutionContext executionContext) => attempts > 0 && executionContext.RequestContext.Retries + 1 >= attempts;

    public override bool OnRetry(IExecutionContext executionContext) => true;

    public override bool OnRetry(IExecutionContext executionContext, bool bypassAcquireCapacity) => true;

    public override bool OnRetry(IExecutionContext executionContext, bool bypassAcquireCapacity, bool isThrottlingError) => true;

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        return Task.Delay(DelayBefore(context.Retries, RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue), time, context.CancellationToken);
    }

    /// <summary>Whether another attempt would have been made if there had been one left.</summary>
    public bool IsWorthAnother(Exception exception) => RetryForExceptionSync(exception);

    /// <param name="retry">1 for the second attempt.</param>
    /// <param name="random">From 0 to 1.</param>
    internal static TimeSpan DelayBefore(int retry, double random) =>
        TimeSpan.FromSeconds(retry > 4 ? LongestDelaySeconds : Math.Min(LongestDelaySeconds, random * Math.Pow(2, retry)));
}
