using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.EndToEnd.Tests;

/// <summary>An AppHost in a test, until its environment is ready.</summary>
internal static class TestAppHost
{
    // Far more than a busy machine needs: whatever is waited for ends the wait.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Builds and starts the application, and waits for the environment to be ready.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds the states of all resources and the console.</exception>
    public static async Task<DistributedApplication> StartAsync(IDistributedApplicationTestingBuilder builder, string environment)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        var log = new AppHostLog();
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        var application = await builder.BuildAsync(patience.Token);
        try
        {
            await application.StartAsync(patience.Token);
            var state = await application.ResourceNotifications.WaitForResourceAsync(
                environment, [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], patience.Token);
            return state == KnownResourceStates.Running ? application : throw new InvalidOperationException($"Environment {environment} is {state}.");
        }
        catch (Exception exception)
        {
            var states = string.Join(", ", builder.Resources.Select(resource => $"{resource.Name} {State(application, resource.Name)}"));
            await application.DisposeAsync();
            throw new InvalidOperationException($"Environment {environment} did not become ready: {exception.Message}\n{states}\n{log}", exception);
        }
    }

    private static string State(DistributedApplication application, string resource) =>
        application.ResourceNotifications.TryGetCurrentState(resource, out var state) ? state.Snapshot.State?.Text ?? "(none)" : "(unknown)";
}
