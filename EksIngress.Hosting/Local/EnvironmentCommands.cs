using EksIngress.Hosting.Deployment;
using EksIngress.Hosting.Specification;

namespace EksIngress.Hosting.Local;

/// <summary>What a user can do to a running environment: in the dashboard, with <c>aspire resource</c>, or in code. One at a time.</summary>
internal sealed partial class EnvironmentCommands(LocalEnvironment local, IDistributedApplicationBuilder application)
{
    public const string Reprovision = "re-provision";
    public const string Destroy = "destroy";
    public const string BreakTrustPolicy = "break-trust-policy";
    public const string RestoreTrustPolicy = "restore-trust-policy";

    private static readonly ResourceStateSnapshot Destroying = new("Destroying", KnownResourceStateStyles.Info);
    private static readonly ResourceStateSnapshot Destroyed = new("Destroyed", KnownResourceStateStyles.Info);
    private static readonly ResourceStateSnapshot Failed = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);

    private int _isAtWork;

    public void AddTo(IResourceBuilder<EksEnvironmentResource> environment)
    {
        Add(environment, Reprovision, "Re-provision", "ArrowSync", "Builds what is missing or different.", null,
            snapshot => snapshot.State?.Text is { } state && (state == KnownResourceStates.Running || state == Failed.Text || state == Destroyed.Text),
            ReprovisionAsync);
        Add(environment, Destroy, "Destroy", "Delete", "Removes the environment and all that belongs to it.",
            $"Remove the environment '{local.Environment.Name}' from the emulated account?",
            snapshot => snapshot.State?.Text is { } state && (state == KnownResourceStates.Running || state == Failed.Text),
            DestroyAsync);
        Add(environment, BreakTrustPolicy, "Break trust policy", "ShieldDismiss",
            "The role of the load balancer controller trusts another service account, to see what comes of it.", null,
            snapshot => snapshot.State?.Text == KnownResourceStates.Running && !EnvironmentProperties.Has(snapshot, EnvironmentProperties.BrokenTrustPolicy),
            context => ChangeTrustPolicyAsync(context, broken: true));
        Add(environment, RestoreTrustPolicy, "Restore trust policy", "ShieldCheckmark", "The role trusts the controller again.", null,
            snapshot => EnvironmentProperties.Has(snapshot, EnvironmentProperties.BrokenTrustPolicy),
            context => ChangeTrustPolicyAsync(context, broken: false));
    }

    private void Add(
        IResourceBuilder<EksEnvironmentResource> environment,
        string name,
        string displayName,
        string icon,
        string description,
        string? confirmation,
        Func<CustomResourceSnapshot, bool> isEnabled,
        Func<ExecuteCommandContext, Task<string>> execute) =>
        environment.WithCommand(
            name,
            displayName,
            context => RunAsync(context, execute),
            new CommandOptions
            {
                Description = description,
                ConfirmationMessage = confirmation,
                IconName = icon,
                UpdateState = context => isEnabled(context.ResourceSnapshot) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });

    private async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context, Func<ExecuteCommandContext, Task<string>> execute)
    {
        if (Interlocked.Exchange(ref _isAtWork, 1) == 1)
        {
            return CommandResults.Failure("Another command is at work on this environment. Wait for its end.");
        }

        try
        {
            var message = await execute(context);
            LogDone(context.Logger, message);
            return CommandResults.Success(message);
        }
        catch (DistributedApplicationException exception)
        {
            LogFailed(context.Logger, exception.Message);
            return CommandResults.Failure(exception.Message);
        }
        finally
        {
            Volatile.Write(ref _isAtWork, 0);
        }
    }

    private async Task<string> ReprovisionAsync(ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();

        // What is published from here on is of the new run; the state of the last one does not end the wait.
        await notifications.PublishUpdateAsync(local.Environment, snapshot => snapshot with { State = LocalEnvironmentMonitor.Provisioning, Urls = [] });
        var started = await context.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(local.Provisioner, KnownResourceCommands.StartCommand, context.CancellationToken);
        if (!started.Success)
        {
            throw new DistributedApplicationException($"The provisioner does not start: {started.Message}");
        }

        var ended = await notifications.WaitForResourceAsync(
            local.Environment.Name,
            change => change.Snapshot.State?.Text is { } state && (state == KnownResourceStates.Running || state == Failed.Text),
            context.CancellationToken);
        return ended.Snapshot.State!.Text == KnownResourceStates.Running
            ? $"Environment {local.Environment.Name} is ready."
            : throw new DistributedApplicationException(
                $"Environment {local.Environment.Name} could not be built. {ended.Snapshot.Properties.FirstOrDefault(property => property.Name == "reason")?.Value}");
    }

    private async Task<string> DestroyAsync(ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        File.Delete(local.Directory.Outputs);
        await notifications.PublishUpdateAsync(local.Environment, snapshot => snapshot with { State = Destroying, Properties = [], Urls = [] });
        foreach (var ingress in local.Environment.Ingresses)
        {
            await notifications.PublishUpdateAsync(ingress, snapshot => snapshot with { State = Destroying, Urls = [] });
        }

        try
        {
            var last = await RunProvisionerAsync(["destroy", local.Directory.FullPath, "--yes"], context, line => notifications.PublishUpdateAsync(
                local.Environment, snapshot => snapshot with { Properties = EnvironmentProperties.WithStep(snapshot.Properties, line) }));
            await PublishAsync(notifications, snapshot => snapshot with { State = Destroyed });
            return last;
        }
        catch (DistributedApplicationException exception)
        {
            await notifications.PublishUpdateAsync(local.Environment, snapshot => snapshot with
            {
                State = Failed,
                Properties = EnvironmentProperties.With(snapshot.Properties, "reason", exception.Message),
            });
            throw;
        }
    }

    private async Task<string> ChangeTrustPolicyAsync(ExecuteCommandContext context, bool broken)
    {
        var message = await RunProvisionerAsync(
            ["trust-policy", broken ? "break" : "restore", local.Directory.FullPath], context, _ => Task.CompletedTask);
        await context.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(local.Environment, snapshot => snapshot with
        {
            Properties = broken
                ? EnvironmentProperties.With(snapshot.Properties, EnvironmentProperties.BrokenTrustPolicy, message)
                : EnvironmentProperties.Without(snapshot.Properties, EnvironmentProperties.BrokenTrustPolicy),
        });
        return message;
    }

    /// <returns>The last line that it wrote.</returns>
    private async Task<string> RunProvisionerAsync(IReadOnlyList<string> arguments, ExecuteCommandContext context, Func<string, Task> onLine)
    {
        var process = ProvisionerProcess.Of(application);
        AwsIsolation.Apply(
            process.Environment,
            AwsIsolation.InheritedNames(application.Configuration),
            await local.Endpoint.GetValueAsync(context.CancellationToken)
                ?? throw new DistributedApplicationException("The emulator has no address. Start it."),
            local.Environment.Region ?? "",
            local.Directory.EmptyAwsConfig,
            new AwsIdentity.AccessKey(local.Keys.AccessKeyId, local.Keys.SecretAccessKey));
        await GivenParameters.AddValuesAsync(
            process.Environment, context.Services.GetRequiredService<DistributedApplicationModel>(), context.CancellationToken);
        var last = "";
        await process.RunAsync(
            arguments,
            line =>
            {
                LogLine(context.Logger, line);
                last = line.Length > 0 ? line : last;
                _ = onLine(line);
            },
            context.CancellationToken);
        return last;
    }

    private async Task PublishAsync(ResourceNotificationService notifications, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        await notifications.PublishUpdateAsync(local.Environment, change);
        foreach (IResource part in local.Environment.NodeGroups.Concat<IResource>(local.Environment.Ingresses))
        {
            await notifications.PublishUpdateAsync(part, change);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "CommandLine", Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogLine(ILogger logger, string line);

    [LoggerMessage(EventId = 2, EventName = "CommandDone", Level = LogLevel.Information, Message = "{Result}")]
    private static partial void LogDone(ILogger logger, string result);

    [LoggerMessage(EventId = 3, EventName = "CommandFailed", Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
