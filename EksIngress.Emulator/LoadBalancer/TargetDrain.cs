namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Gives the requests of deregistered targets their time to end.</summary>
internal sealed class TargetDrain(TargetGroupServices services)
{
    /// <summary>Starts the wait; <see cref="TargetRuntime.Draining"/> ends it early.</summary>
    /// <param name="delay">After it, requests that still run are cut.</param>
    /// <param name="drained">Called when nothing is left to wait for.</param>
    public void Begin(TargetRuntime target, TimeSpan delay, Action drained)
    {
        target.Draining = new CancellationTokenSource();
        var token = target.Draining.Token;
        Detached.Forget(() => DrainAsync(target, delay, drained, token), services.Logger);
    }

    private async Task DrainAsync(TargetRuntime target, TimeSpan delay, Action drained, CancellationToken cancellationToken)
    {
        try
        {
            // AWS shows the state until the delay is over even if there is nothing to wait for; that is scaled. Requests get all of it.
            var shown = delay * Math.Min(services.TimeScale, 1);
            await Task.Delay(shown, services.Time, cancellationToken);
            try
            {
                await target.WaitUntilIdleAsync().WaitAsync(delay - shown, services.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                target.CutRequests();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        drained();
    }
}
