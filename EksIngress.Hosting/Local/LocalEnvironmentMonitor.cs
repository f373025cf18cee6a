using System.Collections.Immutable;

namespace EksIngress.Hosting.Local;

/// <summary>
/// Follows the provisioner of each environment: its end is the environment's beginning, or its failure. Publishes the
/// state to the dashboard and writes the outputs.
/// </summary>
internal sealed partial class LocalEnvironmentMonitor(
    IEnumerable<LocalEnvironment> environments,
    ResourceNotificationService notifications,
    ResourceLoggerService resourceLoggers,
    DistributedApplicationModel model,
    IConfiguration configuration,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    /// <summary>State of an environment while the provisioner builds it.</summary>
    public static readonly ResourceStateSnapshot Provisioning = new("Provisioning", KnownResourceStateStyles.Info);
    private static readonly ResourceStateSnapshot Failed = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);
    private static readonly ResourceStateSnapshot Running = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    // A category of our own name: this is what a user waits for on the console.
    private readonly ILogger _logger = loggers.CreateLogger("EksIngress");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(environments.Select(environment => WatchAsync(environment, stoppingToken)));

    private async Task WatchAsync(LocalEnvironment local, CancellationToken cancellationToken)
    {
        (bool IsEnded, DateTime? Start)? last = null;
        var log = new ProvisionerLog(resourceLoggers, time);
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.CompletedTask;
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (!ReferenceEquals(change.Resource, local.Provisioner) || change.Snapshot.State?.Text is not { } state)
            {
                continue;
            }

            // The exit code may follow the state by a moment.
            var ended = KnownResourceStates.TerminalStates.Contains(state)
                && (change.Snapshot.ExitCode is not null || state == KnownResourceStates.FailedToStart);
            if (!ended && state != KnownResourceStates.Running)
            {
                // The next run of a provisioner that never started: nothing else would tell its end from the last one.
                last = state == KnownResourceStates.Starting && last == (true, null) ? null : last;
                continue;
            }

            // A run is known by its start: a short one may have ended by the time that it is looked at.
            var phase = (ended, change.Snapshot.StartTimeStamp);
            if (phase == last)
            {
                continue;
            }

            last = phase;
            if (!ended)
            {
                // Not what the provisioner writes: a short run may have ended by the time that its beginning is seen.
                File.Delete(local.Directory.Outputs);
                await PublishAsync(local, Provisioning, [], []);
            }

            if (reading.IsCompleted)
            {
                reading = log.FollowAsync(change.ResourceId, step => ProgressAsync(local, step), following.Token);
            }

            if (!ended)
            {
                continue;
            }

            if (change.Snapshot.ExitCode == 0)
            {
                await ReadyAsync(local, cancellationToken);
            }
            else
            {
                await FailedAsync(local, await ReasonAsync(log, change.Snapshot.ExitCode, cancellationToken));
            }
        }

        await following.CancelAsync();
        await reading;
    }

    private async Task ProgressAsync(LocalEnvironment local, string step)
    {
        LogProgress(local.Environment.Name, step);
        await notifications.PublishUpdateAsync(
            local.Environment,
            snapshot => snapshot.State == Provisioning ? snapshot with { Properties = EnvironmentProperties.WithStep(snapshot.Properties, step) }
                // The provisioner's end may be known before its last lines.
                : snapshot.State == Running || snapshot.State == Failed ? snapshot with { Properties = EnvironmentProperties.WithLateStep(snapshot.Properties, step) }
                : snapshot);
    }

    private Task FailedAsync(LocalEnvironment local, string reason)
    {
        LogFailed(local.Environment.Name, reason);
        return PublishAsync(local, Failed, [new ResourcePropertySnapshot("reason", reason)], []);
    }

    private async Task ReadyAsync(LocalEnvironment local, CancellationToken cancellationToken)
    {
        OutputsDocument outputs;
        var dashboardUrl = await DashboardAddress.FindLoginUrlAsync(model, configuration, cancellationToken);
        try
        {
            outputs = OutputsDocument.Read(local.Directory.ProvisionerOutputs)
                .With("environment", local.Environment.Name)
                .With("kubeconfig", local.Directory.Kubeconfig)
                .With("caFile", local.Directory.CaFile)
                .With("awsEndpointUrl", await local.Endpoint.GetValueAsync(cancellationToken))
                .With("accessKeyId", local.Keys.AccessKeyId)
                .With("secretAccessKey", local.Keys.SecretAccessKey)
                .With("dashboardUrl", dashboardUrl);
            LocalDirectory.WritePrivate(local.Directory.Outputs, outputs.ToBytes());
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await FailedAsync(local, exception.Message);
            return;
        }

        LogReady(local.Environment.Name, outputs.AlbUrl ?? "(no Ingress)", dashboardUrl ?? "(none)", local.Directory.Kubeconfig, local.Directory.Outputs);
        await PublishAsync(
            local,
            Running,
            [
                new ResourcePropertySnapshot("albUrl", outputs.AlbUrl),
                new ResourcePropertySnapshot("kubeconfig", outputs.Kubeconfig),
                new ResourcePropertySnapshot("outputs", local.Directory.Outputs),
                new ResourcePropertySnapshot("region", outputs.Region),
                new ResourcePropertySnapshot("accountId", outputs.AccountId),
            ],
            [.. outputs.AlbListeners().Select(listener => new UrlSnapshot(listener.Name, listener.Url, IsInternal: false))],
            outputs);
    }

    private async Task PublishAsync(
        LocalEnvironment local, ResourceStateSnapshot state, ImmutableArray<ResourcePropertySnapshot> properties, ImmutableArray<UrlSnapshot> urls, OutputsDocument? outputs = null)
    {
        await notifications.PublishUpdateAsync(
            local.Environment,
            snapshot => snapshot with { State = state, Properties = EnvironmentProperties.WithSteps(properties, state == Provisioning ? [] : snapshot.Properties), Urls = urls });
        foreach (var nodeGroup in local.Environment.NodeGroups)
        {
            await notifications.PublishUpdateAsync(nodeGroup, snapshot => snapshot with { State = state });
        }

        var ingresses = local.Environment.Ingresses;
        var albUrls = outputs?.AlbUrls(ingresses.Count);
        for (var i = 0; i < ingresses.Count; i++)
        {
            var links = IngressLinks.Of(ingresses[i], albUrls?[i]);
            await notifications.PublishUpdateAsync(ingresses[i], snapshot => snapshot with { State = state, Urls = links });
        }
    }

    private static async Task<string> ReasonAsync(ProvisionerLog log, int? exitCode, CancellationToken cancellationToken)
    {
        var how = exitCode is { } code ? $"The provisioner ended with exit code {code}." : "The provisioner did not start.";
        var errors = await log.LastErrorsAsync(cancellationToken);
        return errors.Length == 0 ? how : $"{how} {errors}";
    }

    [LoggerMessage(
        EventId = 1,
        EventName = "EnvironmentReady",
        Level = LogLevel.Information,
        Message = "Environment {Environment} is ready.\n  ALB:        {AlbUrl}\n  Dashboard:  {DashboardUrl}\n  Kubeconfig: {Kubeconfig}\n  Outputs:    {Outputs}")]
    private partial void LogReady(string environment, string albUrl, string dashboardUrl, string kubeconfig, string outputs);

    [LoggerMessage(EventId = 3, EventName = "EnvironmentProgress", Level = LogLevel.Information, Message = "{Environment}: {Step}")]
    private partial void LogProgress(string environment, string step);

    [LoggerMessage(EventId = 2, EventName = "EnvironmentFailed", Level = LogLevel.Error, Message = "Environment {Environment} could not be built. {Reason}")]
    private partial void LogFailed(string environment, string reason);
}
