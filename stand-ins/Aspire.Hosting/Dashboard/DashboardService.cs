using Aspire.Hosting.Dashboard.Protos;
using Grpc.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard calls: resources and their changes, console lines, commands.</summary>
internal sealed class DashboardService(
    ResourceNotificationService notifications, ResourceLoggerService loggers, ResourceCommandService commands, string applicationName, DateTimeOffset started)
    : Protos.DashboardService.DashboardServiceBase
{
    // Far below the 4 MB that a gRPC message may have.
    private const int MaximumCharactersPerMessage = 512 * 1024;
    private const string MinimumDashboardVersion = "13.5.0";

    public override Task<ApplicationInformationResponse> GetApplicationInformation(
        ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse
        {
            ApplicationName = applicationName,
            MinDashboardVersion = MinimumDashboardVersion,
        });

    public override Task WatchResources(
        WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilCancelledAsync(context, async () =>
        {
            var (current, changes) = notifications.Subscribe();
            try
            {
                var initial = new InitialResourceData();
                initial.Resources.AddRange(current.Select(change => DashboardMapper.ToResource(change, started)));
                await responseStream.WriteAsync(new WatchResourcesUpdate { InitialData = initial }, context.CancellationToken);
                while (await changes.WaitToReadAsync(context.CancellationToken))
                {
                    // Of several states of an instance that are waiting only the last matters.
                    var latest = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
                    while (changes.TryRead(out var change))
                    {
                        latest[change.ResourceId] = change;
                    }

                    var update = new WatchResourcesChanges();
                    update.Value.AddRange(latest.Values.Select(change => new WatchResourcesChange { Upsert = DashboardMapper.ToResource(change, started) }));
                    await responseStream.WriteAsync(new WatchResourcesUpdate { Changes = update }, context.CancellationToken);
                }
            }
            finally
            {
                notifications.Unsubscribe(changes);
            }
        });

    public override Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request,
        IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream,
        ServerCallContext context) =>
        UntilCancelledAsync(context, async () =>
        {
            var lines = request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName);
            await foreach (var batch in lines.WithCancellation(context.CancellationToken))
            {
                foreach (var message in Messages(batch))
                {
                    await responseStream.WriteAsync(message, context.CancellationToken);
                }
            }
        });

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken);
        var response = new ResourceCommandResponse
        {
            Kind = result.Success ? ResourceCommandResponseKind.Succeeded
                : result.Canceled ? ResourceCommandResponseKind.Cancelled
                : ResourceCommandResponseKind.Failed,
        };
        if (result.Message is { } message)
        {
            response.Message = message;
            if (!result.Success)
            {
                response.ErrorMessage = message;
            }
        }

        return response;
    }

    /// <summary>This host asks its user nothing. The call stays open, as the dashboard would try again at once if it ended.</summary>
    public override Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream,
        IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream,
        ServerCallContext context) =>
        UntilCancelledAsync(context, () => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken));

    private static IEnumerable<WatchResourceConsoleLogsUpdate> Messages(IReadOnlyList<LogLine> lines)
    {
        var update = new WatchResourceConsoleLogsUpdate();
        var characters = 0;
        foreach (var line in lines)
        {
            if (characters > 0 && characters + line.Content.Length > MaximumCharactersPerMessage)
            {
                yield return update;
                update = new WatchResourceConsoleLogsUpdate();
                characters = 0;
            }

            update.LogLines.Add(new ConsoleLogLine { Text = line.Content, LineNumber = line.LineNumber, IsStdErr = line.IsErrorMessage });
            characters += line.Content.Length;
        }

        yield return update;
    }

    private static async Task UntilCancelledAsync(ServerCallContext context, Func<Task> body)
    {
        try
        {
            await body();
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException && context.CancellationToken.IsCancellationRequested)
        {
            // The dashboard went away, or this process stops. A write to a stream that is gone is an InvalidOperationException.
        }
    }
}
