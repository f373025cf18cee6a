using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>
/// Tells of each request with its span before the answer goes out: who has the answer finds the call recorded. Who sees by another request what
/// a call did may be faster than its answer, and has to settle first.
/// </summary>
internal sealed class CallRecorder(Action<Activity> record) : IStartupFilter
{
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _running = new();
    private volatile Hold? _hold;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            if (Activity.Current is not { } span)
            {
                await rest(context);
                return;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running[done] = true;
            context.Response.OnStarting(async () =>
            {
                if (_hold is { } hold && span.GetTagItem("rpc.method") is string method && method == hold.Method)
                {
                    hold.Reached.TrySetResult();
                    await hold.Released.Task;
                }

                record(span);
            });
            try
            {
                await rest(context);
            }
            finally
            {
                _running.TryRemove(done, out _);
                done.SetResult();
            }
        });
        next(app);
    };

    /// <summary>Completes when all requests that run now are recorded: what they changed can be seen already.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Keys.Select(running => running.Task)).WaitAsync(cancellationToken);

    /// <summary>Holds back the next answers to a method, and what is recorded of them.</summary>
    public Hold HoldAnswersTo(string method) => _hold = new Hold(method);

    /// <summary>An answer that waits.</summary>
    internal sealed record Hold(string Method)
    {
        /// <summary>Completes when the first answer waits; its call has done what it does.</summary>
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Lets answers go when it is completed.</summary>
        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
