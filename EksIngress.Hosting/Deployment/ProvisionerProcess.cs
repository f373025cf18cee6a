using System.Diagnostics;
using System.Reflection;
using EksIngress.Hosting.Tools;

namespace EksIngress.Hosting.Deployment;

/// <summary>One run of the provisioner outside of the orchestrator, which a publish does not have.</summary>
internal sealed class ProvisionerProcess(Tool tool, string workingDirectory, Assembly? appHost)
{
    private const int KeptErrors = 20;

    /// <summary>Variables that the process gets in place of those of the AppHost.</summary>
    public Dictionary<string, object> Environment { get; } = [];

    /// <summary>The provisioner that an AppHost finds.</summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public static ProvisionerProcess Of(IDistributedApplicationBuilder application) =>
        new(ToolFinder.Find(application, ToolPart.Provisioner), application.AppHostDirectory, application.AppHostAssembly);

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="onLine">Gets each line that it writes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DistributedApplicationException">It does not start, or fails; the message has its last words.</exception>
    public async Task RunAsync(IReadOnlyList<string> arguments, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);

        // Nobody is there to answer; the provisioner says then what to say beforehand.
        process.StandardInput.Close();
        var errors = new Queue<string>();
        try
        {
            await Task.WhenAll(
                CopyAsync(process.StandardOutput, onLine, cancellationToken),
                CopyAsync(process.StandardError, line => Keep(errors, line), cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // A run can be resumed at any point, so it may be ended at any.
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            var reason = errors.Count == 0 ? $"It ended with exit code {process.ExitCode}." : string.Join('\n', errors);
            throw new DistributedApplicationException(
                $"'{arguments[0]}' of the provisioner failed. {reason}"
                + (reason.Contains("--yes", StringComparison.Ordinal) ? "\nFrom the AppHost: '--yes true'." : ""));
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var (program, before) = tool switch
        {
            Tool.Project project => ("dotnet", ProjectArguments(project.Read())),
            Tool.Command command => (command.FileName, command.Arguments),
            _ => throw new InvalidOperationException($"Unknown tool {tool}."),
        };
        var start = new ProcessStartInfo(program, [.. before, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value.ToString();
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new DistributedApplicationException($"The provisioner cannot be started with '{program}': {exception.Message}", exception);
        }
    }

    // The build of the AppHost has built it, in the same configuration.
    private IReadOnlyList<string> ProjectArguments(IProjectMetadata project)
    {
        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
        return
        [
            "run", "--project", project.ProjectPath, "--no-launch-profile",
            .. project.SuppressBuild ? ["--no-build"] : Array.Empty<string>(),
            .. configuration is { Length: > 0 } ? ["--configuration", configuration] : Array.Empty<string>(),
            "--",
        ];
    }

    private static void Keep(Queue<string> errors, string line)
    {
        if (line.Length > 0)
        {
            errors.Enqueue(line);
            if (errors.Count > KeptErrors)
            {
                errors.Dequeue();
            }
        }
    }

    private static async Task CopyAsync(StreamReader reader, Action<string> write, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            write(line);
        }
    }
}
