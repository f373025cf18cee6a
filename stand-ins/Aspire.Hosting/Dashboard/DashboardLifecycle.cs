using System.Net.Sockets;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard to the model, serves it what it shows, and says where it is.</summary>
internal sealed partial class DashboardLifecycle(
    DcpHost dcp,
    DashboardServiceHost serviceHost,
    DistributedApplicationOptions options,
    IConfiguration configuration,
    IHostEnvironment environment,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    TimeProvider timeProvider,
    ILogger<DistributedApplication> logger)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);

    private DashboardSettings? _settings;

    /// <summary>Null without a dashboard.</summary>
    public ExecutableResource? Resource { get; private set; }

    /// <summary>The model is complete when this method returns its task; the task is about serving it.</summary>
    /// <exception cref="DistributedApplicationException">A setting is wrong, or an address is in use.</exception>
    public Task PrepareAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        if (dcp.Binaries.DashboardPath is not { } path)
        {
            return Task.CompletedTask;
        }

        _settings = DashboardSettings.Read(configuration, options);
        Resource = Create(path, _settings);
        model.Resources.Insert(0, Resource);
        return serviceHost.StartAsync(_settings, cancellationToken);
    }

    /// <summary>Prints the address once the dashboard answers there.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        if (Resource is null || _settings is null)
        {
            return;
        }

        var reached = await notifications.WaitForResourceAsync(
            Resource.Name,
            change => change.Snapshot.State?.Text is { } state
                && (state == KnownResourceStates.Running || KnownResourceStates.TerminalStates.Contains(state)),
            cancellationToken);
        var url = Resource.GetEndpoints().First(endpoint => endpoint.EndpointName is "http" or "https").Url;
        if (reached.Snapshot.State?.Text == KnownResourceStates.Running && await AnswersAsync(url, cancellationToken))
        {
            LogListening(url);
            if (_settings.Anonymous)
            {
                LogOpen(url);
            }
            else
            {
                LogLogin(url, _settings.BrowserToken);
            }

            return;
        }

        LogEnded(string.Join(Environment.NewLine, await LastLinesAsync(reached.ResourceId)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => serviceHost.StopAsync(cancellationToken);

    private ExecutableResource Create(string path, DashboardSettings settings)
    {
        var dashboard = new ExecutableResource(DashboardResource.Name, path, Path.GetDirectoryName(path)!);
        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(arguments => arguments.Add("dashboard")));
        dashboard.Annotations.Add(ManifestPublishingCallbackAnnotation.Ignore);
        dashboard.Annotations.Add(new ResourceSnapshotAnnotation(new CustomResourceSnapshot
        {
            ResourceType = KnownResourceTypes.Executable,
            Properties = [],
            IsHidden = true,
        }));
        foreach (var frontend in settings.Frontends.DefaultIfEmpty(new Uri("http://localhost:0")).DistinctBy(url => url.Scheme))
        {
            AddEndpoint(dashboard, frontend.Scheme, frontend, "http");
        }

        var dynamic = settings.OtlpGrpc is null && settings.OtlpHttp is null ? new Uri("http://localhost:0") : null;
        if ((settings.OtlpGrpc ?? dynamic) is { } grpc)
        {
            AddEndpoint(dashboard, DashboardResource.OtlpGrpcEndpoint, grpc, "http2");
        }

        if ((settings.OtlpHttp ?? dynamic) is { } http)
        {
            AddEndpoint(dashboard, DashboardResource.OtlpHttpEndpoint, http, "http");
        }

        dashboard.Annotations.Add(
            DashboardEnvironment.Create(dashboard, settings, configuration, environment, () => serviceHost.Address));
        return dashboard;
    }

    private static void AddEndpoint(ExecutableResource dashboard, string name, Uri url, string transport) =>
        dashboard.Annotations.Add(new EndpointAnnotation(
            ProtocolType.Tcp, uriScheme: url.Scheme, transport: transport, name: name, port: url.Port == 0 ? null : url.Port)
        {
            TargetHost = url.Host,
            TlsEnabled = url.Scheme == "https",
        });

    /// <summary>The orchestrator's proxy accepts connections before the dashboard does; only an answer says that it is up.</summary>
    private async Task<bool> AnswersAsync(string url, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (notifications.TryGetCurrentState(Resource!.GetInstanceNames()[0], out var state)
                    && state.Snapshot.State?.Text is { } text && KnownResourceStates.TerminalStates.Contains(text))
                {
                    return false;
                }
            }

            await Task.Delay(s_pollInterval, timeProvider, cancellationToken);
        }
    }

    private async Task<IEnumerable<string>> LastLinesAsync(string instance)
    {
        var lines = new List<LogLine>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), timeProvider);
        try
        {
            // Watching is what makes the lines be read at all.
            await foreach (var batch in loggers.WatchAsync(instance).WithCancellation(limit.Token))
            {
                lines.AddRange(batch);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Enough time for what there is.
        }

        return lines.TakeLast(20).Select(line => line.Content);
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Now listening on: {DashboardUrl}")]
    private partial void LogListening(string dashboardUrl);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Login to the dashboard at {DashboardUrl}/login?t={Token}")]
    private partial void LogLogin(string dashboardUrl, string token);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "The dashboard is open to anyone on this machine at {DashboardUrl}")]
    private partial void LogOpen(string dashboardUrl);

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "The dashboard ended before it was up. Its last lines:\n{Lines}")]
    private partial void LogEnded(string lines);
}
