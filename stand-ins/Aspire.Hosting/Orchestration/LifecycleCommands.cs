using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that every process of the application has: start, stop, restart.</summary>
internal static class LifecycleCommands
{
    private static readonly HashSet<string> s_stopped =
        [.. KnownResourceStates.TerminalStates, KnownResourceStates.NotStarted, KnownResourceStates.Waiting, KnownResourceStates.RuntimeUnhealthy];

    public static void Add(IResource resource, DcpExecutor executor)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", highlighted: true,
            state => IsStopped(state) ? ResourceCommandState.Enabled
                : IsStarting(state) ? ResourceCommandState.Disabled
                : ResourceCommandState.Hidden,
            "started",
            executor.RestartAsync);
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", highlighted: true,
            state => state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
                : IsStopped(state) || IsStarting(state) ? ResourceCommandState.Hidden
                : ResourceCommandState.Enabled,
            "stopped",
            executor.StopAsync);
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", highlighted: false,
            state => state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            "restarted",
            executor.RestartAsync);
    }

    private static bool IsStopped(string? state) => state is not null && s_stopped.Contains(state);

    private static bool IsStarting(string? state) => state is null or "" || state == KnownResourceStates.Starting;

    private static void Add(
        IResource resource,
        string name,
        string displayName,
        string icon,
        bool highlighted,
        Func<string?, ResourceCommandState> state,
        string done,
        Func<string, CancellationToken, Task> execute)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await execute(context.ResourceName, context.CancellationToken);
                return CommandResults.Success($"Successfully {done} '{resource.Name}'.");
            },
            displayDescription: null,
            parameter: null,
            confirmationMessage: null,
            iconName: icon,
            iconVariant: IconVariant.Filled,
            isHighlighted: highlighted));
    }
}
