using System.Collections.Concurrent;
using System.Threading.Channels;
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

    [Fact]
    public async Task Work_KeepsFailing_ComesBackAfterDelaysThatDouble()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var time = new TimerWatch();
        var results = Channel.CreateUnbounded<ReconcileResult>();
        var runs = 0;
        var queue = new WorkQueue<string>(time, (_, exception) => Assert.Fail(exception.Message));
        queue.Add("key");
        var running = queue.RunAsync(
            1,
            async (_, cancellationToken) =>
            {
                var result = await results.Reader.ReadAsync(cancellationToken);
                Interlocked.Increment(ref runs);
                return result;
            },
            stop.Token);

        // 5 ms to 655.36 s, then 1000 s each time; a success starts over.
        var delays = Enumerable.Range(0, 18).Select(n => TimeSpan.FromMilliseconds(5 << n)).Concat(Enumerable.Repeat(TimeSpan.FromSeconds(1000), 3)).ToList();
        foreach (var (index, delay) in delays.Index())
        {
            results.Writer.TryWrite(ReconcileResult.Failed);
            Assert.Equal(delay, await time.NextAsync(stop.Token));
            Assert.Equal(index + 1, Volatile.Read(ref runs));
            time.Advance(delay);
        }

        results.Writer.TryWrite(ReconcileResult.Done);
        await Eventually.UntilAsync(() => Task.FromResult(Volatile.Read(ref runs) == delays.Count + 1));
        queue.Add("key");
        results.Writer.TryWrite(ReconcileResult.Failed);
        Assert.Equal(TimeSpan.FromMilliseconds(5), await time.NextAsync(stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Work_OfManyKeysFails_ComesBackTenASecondAfterTheFirstHundred()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var time = new TimerWatch();
        var queue = new WorkQueue<int>(
            time, (_, exception) => Assert.Fail(exception.Message), retries: new EksIngress.Emulator.LoadBalancerController.Aws.TokenBucket(10, 100, time));
        for (var key = 0; key < 103; key++)
        {
            queue.Add(key);
        }

        var running = queue.RunAsync(1, (_, _) => Task.FromResult<ReconcileResult>(ReconcileResult.Failed), stop.Token);
        var delays = new List<double>();
        for (var key = 0; key < 103; key++)
        {
            delays.Add((await time.NextAsync(stop.Token)).TotalMilliseconds);
        }

        Assert.Equal([.. Enumerable.Repeat(5.0, 100), 100, 200, 300], delays);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Work_FailedAndAddedAgain_WaitsForNoDelay()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var time = new TimerWatch();
        var runs = 0;
        var queue = new WorkQueue<string>(time, (_, exception) => Assert.Fail(exception.Message));
        queue.Add("key");
        var running = queue.RunAsync(
            1, (_, _) => Task.FromResult<ReconcileResult>(Interlocked.Increment(ref runs) == 1 ? ReconcileResult.Failed : ReconcileResult.Done), stop.Token);
        await time.NextAsync(stop.Token);

        queue.Add("key");

        await Eventually.UntilAsync(() => Task.FromResult(Volatile.Read(ref runs) == 2));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
