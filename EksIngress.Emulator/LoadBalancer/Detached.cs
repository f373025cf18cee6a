namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Starts work that outlives the call that caused it.</summary>
internal static partial class Detached
{
    /// <summary>Without the caller's context: its trace must not go on in what listeners and health checks do later.</summary>
    public static Task Run(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(work);
        }
    }

    /// <summary>As <see cref="Run"/> for work that nobody awaits: a failure of it is logged.</summary>
    public static void Forget(Func<Task> work, ILogger logger) =>
        Run(work).ContinueWith(
            task => LogFailure(logger, task.Exception!.GetBaseException()),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);

    [LoggerMessage(EventId = 1, EventName = "LoadBalancerBackgroundWorkFailed", Level = LogLevel.Error, Message = "Background work of the load balancer ended with an error")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
