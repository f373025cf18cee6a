using System.Collections.Immutable;
using System.Text.Json;
using Aspire.Hosting.Dcp.Model;
using Aspire.Hosting.Launching;

namespace Aspire.Hosting.Dcp;

/// <summary>What the orchestrator says of a process, as the dashboard shows it.</summary>
internal static class DcpSnapshots
{
    public static CustomResourceSnapshot Apply(IResource resource, DcpExecutable executable, CustomResourceSnapshot previous)
    {
        var status = executable.Status;
        var state = State(status?.State);
        return previous with
        {
            State = state is null ? previous.State : new ResourceStateSnapshot(state, Style(state, status?.ExitCode)),
            ExitCode = status?.ExitCode,
            CreationTimeStamp = executable.Metadata.CreationTimestamp?.UtcDateTime ?? previous.CreationTimeStamp,
            StartTimeStamp = status?.StartupTimestamp?.UtcDateTime,
            StopTimeStamp = status?.FinishTimestamp?.UtcDateTime,
            EnvironmentVariables = Environment(executable),
            Properties = Properties(resource, executable),
        };
    }

    /// <summary>Null for an object that the orchestrator has not looked at yet.</summary>
    private static string? State(string? state) =>
        state switch
        {
            null or "" => null,
            // One word for "ended" is enough for whoever waits for the end.
            "Terminated" => KnownResourceStates.Exited,
            _ => state,
        };

    private static string? Style(string state, int? exitCode) =>
        state == KnownResourceStates.FailedToStart || (KnownResourceStates.TerminalStates.Contains(state) && exitCode is not (null or 0))
            ? KnownResourceStateStyles.Error
            : null;

    private static ImmutableArray<EnvironmentVariableSnapshot> Environment(DcpExecutable executable)
    {
        var effective = (executable.Status?.EffectiveEnv ?? [])
            .GroupBy(variable => variable.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        return
        [
            .. (executable.Spec?.Env ?? []).Select(variable => new EnvironmentVariableSnapshot(
                variable.Name, effective.GetValueOrDefault(variable.Name, variable.Value), IsFromSpec: true)),
        ];
    }

    private static ImmutableArray<ResourcePropertySnapshot> Properties(IResource resource, DcpExecutable executable)
    {
        var arguments = AppArguments(executable);
        var properties = ImmutableArray.CreateBuilder<ResourcePropertySnapshot>();
        properties.Add(new(KnownProperties.ExecutablePath, executable.Spec?.ExecutablePath));
        properties.Add(new(KnownProperties.ExecutableWorkDir, executable.Spec?.WorkingDirectory));
        properties.Add(new(KnownProperties.ExecutableArgs, executable.Status?.EffectiveArgs ?? []) { IsSensitive = true });
        properties.Add(new(KnownProperties.ExecutablePid, executable.Status?.Pid));
        properties.Add(new(KnownProperties.AppArgs, arguments.Select(argument => argument.Argument).ToImmutableArray()));
        properties.Add(new(KnownProperties.AppArgsSensitivity, arguments.Select(argument => argument.IsSensitive ? 1 : 0).ToImmutableArray()));
        if (resource is ProjectResource project)
        {
            properties.Add(new(KnownProperties.ProjectPath, project.GetProjectMetadata().ProjectPath));
            properties.Add(new(KnownProperties.ProjectLaunchProfile, LaunchProfiles.Find(project)?.Name));
        }

        return properties.ToImmutable();
    }

    private static List<AppArgument> AppArguments(DcpExecutable executable) =>
        executable.Metadata.Annotations?.GetValueOrDefault(DcpAnnotations.AppArguments) is { } json
            ? JsonSerializer.Deserialize<List<AppArgument>>(json) ?? []
            : [];

    private sealed record AppArgument(string Argument, bool IsSensitive);
}
