using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Backchannel;

/// <summary>What the Aspire CLI that started this process may ask of it. Names and shapes are those of the CLI.</summary>
/// <remarks>Source: https://github.com/microsoft/aspire/blob/release/13.5/src/Aspire.Hosting/Backchannel/AppHostRpcTarget.cs</remarks>
[SuppressMessage("Performance", "CA1822", Justification = "JSON-RPC calls methods of an object.")]
[SuppressMessage("Style", "IDE0060", Justification = "The CLI gives these parameters, whether they are of use here or not.")]
internal sealed class AppHostRpcTarget(
    IServiceProvider services,
    ResourceNotificationService notifications,
    PipelineActivityReporter reporter,
    BackchannelLoggerProvider log,
    IHostApplicationLifetime lifetime) : IDisposable
{
    private static readonly string[] Capabilities = ["baseline.v2", "pipeline-steps.v1"];

    private readonly CancellationTokenSource _stopping = new();

    public Task<string[]> GetCapabilitiesAsync(CancellationToken cancellationToken) => Task.FromResult(Capabilities);

    public IAsyncEnumerable<BackchannelLogEntry> GetAppHostLogEntriesAsync(CancellationToken cancellationToken) =>
        UntilStoppedAsync(FollowLogAsync, cancellationToken);

    public IAsyncEnumerable<PublishingActivity> GetPublishingActivitiesAsync(CancellationToken cancellationToken) =>
        UntilStoppedAsync(reporter.Activities.ReadAllAsync, cancellationToken);

    public IAsyncEnumerable<RpcResourceState> GetResourceStatesAsync(CancellationToken cancellationToken) =>
        UntilStoppedAsync(FollowResourcesAsync, cancellationToken);

    public Task<DashboardUrlsState> GetDashboardUrlsAsync(CancellationToken cancellationToken) =>
        DashboardUrls.GetStateAsync(services, cancellationToken);

    public Task NotifyAppHostReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RequestStopAsync(CancellationToken cancellationToken)
    {
        EndStreams();
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    public async Task<GetPipelineStepsResponse> GetPipelineStepsAsync(
        GetPipelineStepsRequest? request = null, CancellationToken cancellationToken = default)
    {
        var context = services.GetRequiredService<PipelineContextFactory>()
            .Create(services.GetRequiredService<ILogger<AppHostRpcTarget>>(), cancellationToken);
        var pipeline = (DistributedApplicationPipeline)services.GetRequiredService<IDistributedApplicationPipeline>();
        var order = await pipeline.ResolveAsync(context, request?.Step);
        return new GetPipelineStepsResponse(
            [.. order.Steps.Select(step => new PipelineStepInfo(
                step.Name, step.Description, [.. order.DependenciesOf(step)], [.. step.Tags], step.Resource?.Name))]);
    }

    /// <summary>Ends what clients follow, so that none keeps the application from ending.</summary>
    internal void EndStreams() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private async IAsyncEnumerable<T> UntilStoppedAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await using var items = follow(linked.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await MoveAsync(items, linked.Token))
        {
            yield return items.Current;
        }
    }

    private static async Task<bool> MoveAsync<T>(IAsyncEnumerator<T> items, CancellationToken stopping)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<BackchannelLogEntry> FollowLogAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = log.Subscribe();
        try
        {
            await foreach (var entry in reader.ReadAllAsync(cancellationToken))
            {
                yield return entry;
            }
        }
        finally
        {
            log.Unsubscribe(reader);
        }
    }

    private async IAsyncEnumerable<RpcResourceState> FollowResourcesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource.Name != Dashboard.DashboardResource.Name)
            {
                yield return new RpcResourceState(
                    change.Resource.Name,
                    change.Snapshot.ResourceType,
                    change.Snapshot.State?.Text ?? "Unknown",
                    [.. change.Resource.Annotations.OfType<EndpointAnnotation>()
                        .Where(endpoint => endpoint.AllocatedEndpoint is not null)
                        .Select(endpoint => endpoint.AllocatedEndpoint!.UriString)],
                    change.Snapshot.HealthStatus?.ToString());
            }
        }
    }
}
