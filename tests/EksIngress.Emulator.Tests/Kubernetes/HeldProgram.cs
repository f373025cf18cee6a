using System.Collections.Concurrent;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>Image <c>held:1</c>: ready at once, keeps the time at which it was told to end, and ends. With the argument <c>stubborn</c> it goes on until it is released.</summary>
internal sealed class HeldProgram(TimeProvider time) : IPodProgram
{
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);

    public bool Runs(string image) => image == "held:1";

    /// <summary>When the pod of this name was told to end.</summary>
    public Task<DateTimeOffset> Told(string pod) => Of(pod).Told.Task;

    /// <summary>Ends the program of a pod, whatever it was told.</summary>
    public void Release(string pod) => Of(pod).Released.TrySetResult();

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var run = Of(pod.Name);
        pod.SetReady(true);
        await using var registration = cancellationToken.Register(() => run.Told.TrySetResult(time.GetUtcNow()));
        await (pod.Args.Contains("stubborn") ? run.Released.Task : Task.WhenAny(run.Told.Task, run.Released.Task));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Run Of(string pod) => _runs.GetOrAdd(pod, _ => new Run());

    private sealed class Run
    {
        public TaskCompletionSource<DateTimeOffset> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
