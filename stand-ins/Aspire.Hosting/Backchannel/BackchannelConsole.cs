using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.Backchannel;

/// <summary>Console lines of resources, of one or of all at once.</summary>
internal sealed class BackchannelConsole(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    /// <exception cref="DistributedApplicationException">There is no such resource.</exception>
    public async IAsyncEnumerable<ResourceLogLine> ReadAsync(
        GetConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateUnbounded<ResourceLogLine>();
        var reading = Task.WhenAll(Instances(request.ResourceName).Select(name => CopyAsync(name, request, lines.Writer, stopping.Token)));
        var ended = reading.ContinueWith(
            task => lines.Writer.TryComplete(task.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            {
                yield return line;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await ended;
        }
    }

    private List<string> Instances(string? resourceName)
    {
        if (resourceName is null)
        {
            return [.. model.Resources.Where(resource => resource.Name != Dashboard.DashboardResource.Name).SelectMany(resource => resource.GetInstanceNames())];
        }

        if (model.Resources.FirstOrDefault(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return [.. found.GetInstanceNames()];
        }

        return notifications.TryGetCurrentState(resourceName, out var instance)
            ? [instance.ResourceId]
            : throw new DistributedApplicationException($"There is no resource '{resourceName}'.");
    }

    private async Task CopyAsync(
        string name, GetConsoleLogsRequest request, ChannelWriter<ResourceLogLine> writer, CancellationToken cancellationToken)
    {
        var first = true;
        await foreach (var batch in (request.Follow ? loggers.WatchAsync(name) : loggers.GetAllAsync(name)).WithCancellation(cancellationToken))
        {
            var wanted = batch.Where(line => request.Search is not { Length: > 0 } text || line.Content.Contains(text, StringComparison.OrdinalIgnoreCase));
            foreach (var line in first && request.Tail is { } tail ? wanted.TakeLast(tail) : wanted)
            {
                await writer.WriteAsync(new ResourceLogLine(name, line.LineNumber, line.Content, line.IsErrorMessage), cancellationToken);
            }

            first = false;
        }
    }
}
