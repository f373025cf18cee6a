using System.Collections.Concurrent;
using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

public sealed class WorkQueueTests
{
    [Fact]
    public async Task Work_Throws_IsToldAndTheOnlyWorkerGoesOn()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var told = new ConcurrentQueue<string>();
        var done = new ConcurrentQueue<string>();
        var queue = new WorkQueue<string>(TimeProvider.System, (key, exception) => told.Enqueue($"{key}: {exception.Message}"));
        queue.Add("bad");
        queue.Add("good");
        var running = queue.RunAsync(
            1,
            (key, _) =>
            {
                if (key == "bad" && told.IsEmpty)
                {
                    throw new NotSupportedException("never thought of");
                }

                done.Enqueue(key);
                return Task.FromResult<ReconcileResult>(ReconcileResult.Done);
            },
            stop.Token);

        await Eventually.UntilAsync(() => Task.FromResult(done.Count == 2));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(["bad: never thought of"], told);
        Assert.Equal(["good", "bad"], done);
    }
}
