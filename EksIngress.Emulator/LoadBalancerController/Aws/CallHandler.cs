using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Stands before all attempts of a call: holds it back, and notes how many attempts were made when the last one failed as well.</summary>
internal sealed class CallHandler(ApiThrottle throttle, AttemptPolicy attempts, string service) : PipelineHandler
{
    private const string AttemptsKey = "EksIngress.Attempts";
    private const string RequestSuffix = "Request";

    /// <summary>How many attempts were made of a call that was given up for want of more; null when another attempt would have been no use.</summary>
    public static int? FindAttempts(Exception exception) => exception.Data[AttemptsKey] as int?;

    public override void InvokeSync(IExecutionContext executionContext) => throw new NotSupportedException("The controller calls AWS asynchronously only.");

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        await throttle.WaitAsync(service, context.RequestName[..^RequestSuffix.Length], context.CancellationToken);
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (Exception exception) when (attempts.RetryLimitReached(executionContext) && attempts.IsWorthAnother(exception))
        {
            exception.Data[AttemptsKey] = context.Retries + 1;
            throw;
        }
    }
}
