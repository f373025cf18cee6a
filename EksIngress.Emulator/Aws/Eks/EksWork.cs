using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// Runs what goes on after a call has answered: clusters and node groups that come and go. Waits follow the clock and the
/// time scale; when the emulator stops, work is cancelled and waited for.
/// </summary>
internal sealed class EksWork(TimeProvider time, IOptions<EmulatorOptions> options) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Starts work that is a span of its own in the trace of the call that asked for it.</summary>
    /// <param name="work">Deals with its own failures; only cancellation may leave it.</param>
    public void Start(string name, string clusterName, Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            var task = Task.Run(() => RunAsync(name, clusterName, work));
            _running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits until something has taken as long as it takes on AWS, times the scale.</summary>
    /// <param name="since">When it began, which may have been in an earlier run.</param>
    public Task DelayAsync(TimeSpan onAws, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var left = since + (onAws * options.Value.TimeScale) - time.GetUtcNow();
        return left <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(left, time, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(string name, string clusterName, Func<CancellationToken, Task> work)
    {
        using var activity = EmulatorTelemetry.Source.StartActivity(name);
        activity?.SetTag("k8s.cluster.name", clusterName);
        try
        {
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, "the emulator stops");
        }
    }

    private void Forget(Task task)
    {
        lock (_gate)
        {
            _running.Remove(task);
        }
    }
}
