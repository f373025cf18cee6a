using System.Collections.Concurrent;
using EksIngress.Emulator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Image <c>web:TAG</c>: answers its tag on port 8080 of its pod, <c>/health</c> as the test says, and <c>/echo/...</c> with host and path.</summary>
internal sealed class WebProgram : IPodProgram
{
    /// <summary>Status of <c>/health</c> by tag; 200 for the others.</summary>
    public ConcurrentDictionary<string, int> Health { get; } = new(StringComparer.Ordinal);

    public bool Runs(string image) => image.StartsWith("web:", StringComparison.Ordinal);

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var tag = pod.Args.Count > 0 ? pod.Args[0] : "none";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(pod.PodIP, 8080));
        await using var app = builder.Build();
        app.Run(http =>
        {
            http.Response.StatusCode = http.Request.Path == "/health" ? Health.GetValueOrDefault(tag, 200) : 200;
            return http.Response.WriteAsync(http.Request.Path.StartsWithSegments("/echo", StringComparison.Ordinal) ? $"{http.Request.Host.Host}{http.Request.Path}" : tag);
        });
        await app.StartAsync(cancellationToken);
        pod.SetReady(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
