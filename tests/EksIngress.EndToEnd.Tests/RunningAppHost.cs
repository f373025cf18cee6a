using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The product's own AppHost in a test, with its environment ready and a folder of its own.</summary>
public class RunningAppHost : IAsyncLifetime
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(3);

    private readonly string _root = Directory.CreateTempSubdirectory("eksingress-").FullName;
    private IDistributedApplicationTestingBuilder _builder = null!;
    private DistributedApplication _application = null!;

    /// <summary>The environment's folder: <c>environment.json</c>, <c>kubernetes/</c>, outputs.</summary>
    public string Folder => Path.Combine(_root, "eks");

    internal EnvironmentOutputs Outputs { get; private set; } = null!;

    internal DistributedApplication Application => _application;

    /// <summary>Whether the dashboard runs too.</summary>
    protected virtual bool HasDashboard => false;

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EksIngress_AppHost>(
            [$"--EksIngress:Directory={_root}"], (options, _) => options.DisableDashboard = !HasDashboard, deadline.Token);
        // The consoles of six processes would bury what a failing test says.
        _builder.Services.AddLogging(logging => logging.AddFilter("EksIngress.AppHost.Resources", LogLevel.Error));
        _application = await _builder.BuildAsync(deadline.Token);
        await _application.StartAsync(deadline.Token);
        var change = await _application.ResourceNotifications.WaitForResourceAsync(
            "eks",
            change => change.Snapshot.State?.Text is { } state && (state == KnownResourceStates.Running || KnownResourceStates.TerminalStates.Contains(state)),
            deadline.Token);
        Assert.Equal(KnownResourceStates.Running, change.Snapshot.State?.Text);
        Outputs = EnvironmentOutputs.Read(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        await _builder.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static async Task<ServiceAnswer> GetAsync(HttpClient client, Uri address, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<ServiceAnswer>(address, cancellationToken)
        ?? throw new InvalidOperationException($"{address} answered nothing.");
}
