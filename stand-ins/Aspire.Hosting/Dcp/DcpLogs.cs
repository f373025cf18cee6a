using System.Collections.Concurrent;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Dcp;

/// <summary>Reads the console streams of processes, from the moment that somebody wants to see them.</summary>
internal sealed partial class DcpLogs(
    DcpHost host,
    ResourceLoggerService loggers,
    DistributedApplicationOptions options,
    IHostEnvironment environment,
    ILoggerFactory loggerFactory,
    ILogger<DcpLogs> logger) : IDisposable
{
    private static readonly string[] s_sources = ["stdout", "stderr", "system"];

    // By instance name and by the object's uid: a restarted process has the name of the one before, and new streams.
    private readonly ConcurrentDictionary<(string Name, string Uid), byte> _followed = new();
    private readonly ConcurrentDictionary<string, (IResource Resource, string Uid)> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _wanted = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Runs until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        loggers.FindUnwatchedAsync = FindUnwatchedAsync;
        try
        {
            await foreach (var subscriber in loggers.WatchAnySubscribersAsync(cancellationToken))
            {
                if (subscriber.AnySubscribers)
                {
                    _wanted[subscriber.Name] = 0;
                    Follow(subscriber.Name);
                }
            }
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    public void Observe(string name, IResource resource, DcpExecutable executable)
    {
        if (executable.Status?.State is not { Length: > 0 } || executable.Metadata.Uid is not { } uid)
        {
            return;
        }

        _running[name] = (resource, uid);
        if (options.EnableResourceLogging || _wanted.ContainsKey(name))
        {
            Follow(name);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<IReadOnlyList<LogLine>> FindUnwatchedAsync(string name)
    {
        if (!_running.TryGetValue(name, out var process) || _followed.ContainsKey((name, process.Uid)))
        {
            return [];
        }

        var lines = new List<LogLine>();
        var client = await host.GetClientAsync();
        foreach (var source in s_sources)
        {
            await foreach (var line in client.ReadLogAsync(name, source, follow: false, _stopping.Token))
            {
                lines.Add(new LogLine(0, source == "system" ? SystemLine(line) : line, source == "stderr"));
            }
        }

        // Each begins with the time at which it was written.
        return [.. lines.OrderBy(line => line.Content, StringComparer.Ordinal)];
    }

    private void Follow(string name)
    {
        if (_running.TryGetValue(name, out var process) && _followed.TryAdd((name, process.Uid), 0))
        {
            foreach (var source in s_sources)
            {
                _ = FollowAsync(name, process.Resource, source);
            }
        }
    }

    private async Task FollowAsync(string name, IResource resource, string source)
    {
        var forward = options.EnableResourceLogging
            ? loggerFactory.CreateLogger($"{environment.ApplicationName}.Resources.{resource.Name}")
            : null;
        try
        {
            var client = await host.GetClientAsync();
            await foreach (var line in client.ReadLogAsync(name, source, follow: true, _stopping.Token))
            {
                var text = source == "system" ? SystemLine(line) : line;
                loggers.Append(name, text, isError: source == "stderr");
                if (forward is not null && source != "system")
                {
                    var space = line.IndexOf(' ', StringComparison.Ordinal);
                    LogLine(forward, source == "stderr" ? LogLevel.Error : LogLevel.Information, space < 0 ? line : line[(space + 1)..]);
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or DistributedApplicationException)
        {
            // Of a process that is gone, or while everything stops; the lines read so far stay.
            LogInterrupted(name, source, exception.Message);
        }
    }

    /// <summary>
    /// A record of the orchestrator's own about the process:
    /// <code>2026-11-24T04:24:29.988Z 2026-11-24T04:24:29.988Z\tinfo\tExecutableReconciler\tStarting process...\t{"Cmd":"dotnet"}</code>
    /// </summary>
    private static string SystemLine(string line)
    {
        var fields = line.Split('\t');
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return fields.Length < 4 || space < 0
            ? line
            : $"{line[..space]} [sys] {fields[3]}{(fields.Length > 4 ? " " + fields[4] : "")}";
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Reading {Source} of '{Name}' ended: {Reason}")]
    private partial void LogInterrupted(string name, string source, string reason);
}
