using System.Diagnostics;


namespace Aspire.Hosting.Dcp;

/// <summary>One orchestrator for the life of the application: launched early, awaited when first needed, stopped with everything it runs.</summary>
internal sealed partial class DcpHost(
    IConfiguration configuration,
    DistributedApplicationOptions options,
    AppHostAssembly appHost,
    TimeProvider timeProvider,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan s_cleanupTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ILogger _logger = loggers.CreateLogger<DcpHost>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task<DcpClient>? _client;
    private DcpProcess? _process;
    private bool _stopped;

    /// <summary>Process of the orchestrator that outlives its API by a moment; null until one is known.</summary>
    public int? ControllersProcessId { get; set; }

    /// <exception cref="DistributedApplicationException">The binaries are not there.</exception>
    public DcpBinaries Binaries => field ??= DcpBinaries.Find(configuration, appHost.Assembly, !options.DisableDashboard);

    /// <summary>Starts it without waiting. A fault shows where the client is awaited.</summary>
    public void Launch() => _ = GetClientAsync();

    /// <exception cref="DistributedApplicationException">The orchestrator cannot be started.</exception>
    public Task<DcpClient> GetClientAsync()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            return _client ??= StartAsync();
        }
    }

    /// <summary>Ends every process, removes every object and ends the orchestrator; returns when all are gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task<DcpClient>? starting;
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            starting = _client;
        }

        if (starting is null)
        {
            return;
        }

        if (!starting.IsCompletedSuccessfully)
        {
            // Not up after all this time, or failed: let it come up if it does, so that it can be told to stop.
            await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _stopping.CancelAsync();
        if (starting.IsCompletedSuccessfully)
        {
            using var client = await starting;
            await StopAsync(client, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task<DcpClient> StartAsync()
    {
        // Off the caller's thread at once: launching is not to hold up what runs beside it.
        await Task.Yield();
        _process = new DcpProcess(Binaries, timeProvider, loggers.CreateLogger<DcpProcess>());
        var version = _process.CheckVersionAsync(_stopping.Token);
        var client = new DcpClient(await _process.StartAsync(_stopping.Token), timeProvider);
        try
        {
            await version;
            return client;
        }
        catch
        {
            using (client)
            {
                await StopAsync(client, CancellationToken.None);
            }

            throw;
        }
    }

    private async Task StopAsync(DcpClient client, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_cleanupTimeout, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await client.SetExecutionStatusAsync("CleaningResources", limit.Token);
            while (await client.GetExecutionStatusAsync(limit.Token) is not ("CleanupComplete" or "Stopping"))
            {
                await Task.Delay(s_pollInterval, timeProvider, limit.Token);
            }

            await client.SetExecutionStatusAsync("Stopping", limit.Token);

            // The last thing it does is to remove its session directory.
            while (Directory.Exists(_process?.SessionDirectory))
            {
                await Task.Delay(s_pollInterval, timeProvider, limit.Token);
            }

            await WaitForControllersAsync(limit.Token);
        }
        catch (HttpRequestException exception)
        {
            // It is gone already, or on its way; it cleans up by itself when it sees this process end.
            LogUnreachable(exception.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogCleanupTimeout(s_cleanupTimeout.TotalSeconds);
        }
    }

    private async Task WaitForControllersAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (ControllersProcessId is { } id)
            {
                using var controllers = Process.GetProcessById(id);
                await controllers.WaitForExitAsync(cancellationToken);
            }
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The orchestrator is no longer reachable: {Reason}")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(EventId = 0, Level = LogLevel.Warning, Message = "The orchestrator has not ended all processes within {Seconds} s; it goes on when this process has ended.")]
    private partial void LogCleanupTimeout(double seconds);
}
