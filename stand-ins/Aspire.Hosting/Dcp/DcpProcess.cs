using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Aspire.Hosting.Dcp;

/// <summary>Starts the orchestrator as a process of its own that outlives a killed AppHost just long enough to clean up.</summary>
internal sealed partial class DcpProcess(DcpBinaries binaries, TimeProvider timeProvider, ILogger<DcpProcess> logger)
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly Version s_minimumVersion = new(0, 23, 3);

    // Meant for the AppHost; the processes inherit the orchestrator's environment and must not get them.
    private static readonly string[] s_ownVariables =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL"];

    public string? SessionDirectory { get; private set; }

    /// <exception cref="DistributedApplicationException">It does not start.</exception>
    public async Task<KubeConfig> StartAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_startTimeout, timeProvider);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);

        // 0700: whoever reads the kubeconfig in it can start processes as this user.
        SessionDirectory = Directory.CreateTempSubdirectory("aspire-dcp").FullName;
        try
        {
            return await LaunchAsync(Path.Combine(SessionDirectory, "kubeconfig"), stopping.Token);
        }
        catch (DistributedApplicationException)
        {
            // It never ran, so it removes nothing.
            Directory.Delete(SessionDirectory, recursive: true);
            throw;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"The orchestrator '{binaries.CliPath}' did not come up within {s_startTimeout.TotalSeconds} seconds.");
        }
    }

    /// <exception cref="DistributedApplicationException">It is too old, or no orchestrator at all.</exception>
    public async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        using var process = Start(new ProcessStartInfo(binaries.CliPath, ["info"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        });
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        string? text;
        try
        {
            using var information = JsonDocument.Parse(output);
            text = information.RootElement.GetProperty("version").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            throw new DistributedApplicationException($"'{binaries.CliPath} info' did not answer as the orchestrator does: {output}", exception);
        }

        if (!Version.TryParse(text?.Split('-')[0], out var version) || version < s_minimumVersion)
        {
            throw new DistributedApplicationException(
                $"The orchestrator '{binaries.CliPath}' has version {text}; {s_minimumVersion} or later is needed. Install a later Aspire CLI.");
        }
    }

    private async Task<KubeConfig> LaunchAsync(string kubeConfigPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(binaries.CliPath)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (ReadOnlySpan<string>)
        [
            "start-apiserver",
            "--monitor", System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--monitor-interval", "1",
            "--detach",
            "--kubeconfig", kubeConfigPath,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in s_ownVariables)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DCP_SESSION_FOLDER"] = SessionDirectory;
        LogLaunching(binaries.CliPath, SessionDirectory!);
        using var process = Start(start);
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            if (process.HasExited && process.ExitCode != 0)
            {
                throw new DistributedApplicationException(
                    $"The orchestrator '{binaries.CliPath}' ended with exit code {process.ExitCode}: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
            }

            if (File.Exists(kubeConfigPath)
                && KubeConfig.TryParse(await ReadSharedAsync(kubeConfigPath, cancellationToken)) is { } config)
            {
                LogLaunched(timeProvider.GetElapsedTime(started).TotalSeconds);
                return config;
            }

            // The file appears once, within a second or so; a watch on the directory would only move the wait.
            await Task.Delay(s_pollInterval, timeProvider, cancellationToken);
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DistributedApplicationException($"'{binaries.CliPath}' did not start.");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new DistributedApplicationException($"'{binaries.CliPath}' cannot be started: {exception.Message}", exception);
        }
    }

    private static async Task<string> ReadSharedAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Starting the orchestrator '{CliPath}', session directory '{SessionDirectory}'.")]
    private partial void LogLaunching(string cliPath, string sessionDirectory);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The orchestrator came up within {Seconds:F2} s.")]
    private partial void LogLaunched(double seconds);
}
