using System.Collections.Concurrent;
using System.Net;
using EksIngress.Emulator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.Provisioner.Tests.Rollouts;

/// <summary>
/// Images <c>rollout:VERSION</c>: a web server at the pod's address that answers its version. Told to end, it serves on until the load
/// balancer has let go of it, unless its pod has slept for that long already.
/// </summary>
/// <param name="released">Ends when the load balancer sends nothing more to an address.</param>
internal sealed class RolloutProgram(Func<string, Task> released) : IPodProgram
{
    public const int Port = 8080;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new(StringComparer.Ordinal);

    public bool Runs(string image) => image.StartsWith("rollout:", StringComparison.Ordinal);

    /// <summary>Cuts the server at an address off, with all requests that it has.</summary>
    public void Kill(string address) => _running[address].SetResult();

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var address = pod.Environment["POD_IP"];
        var version = pod.Environment["VERSION"];
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[address] = killed;
        await using var app = Build(IPAddress.Parse(address), version);
        await app.StartAsync(cancellationToken);
        pod.SetReady(true);

        var ended = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (await Task.WhenAny(killed.Task, ended) == killed.Task)
        {
            // No time to end: connections are reset.
            await app.StopAsync(new CancellationToken(canceled: true));
            throw new InvalidOperationException("Killed.");
        }

        await released(address);
        await app.StopAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static WebApplication Build(IPAddress address, string version)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, Port));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(version));
        return app;
    }
}
