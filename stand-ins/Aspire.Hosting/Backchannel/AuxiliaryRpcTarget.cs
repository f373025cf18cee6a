using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Backchannel;

/// <summary>What commands of the Aspire CLI may ask of a running AppHost. Names and shapes are those of the CLI.</summary>
/// <remarks>Source: https://github.com/microsoft/aspire/blob/release/13.5/src/Aspire.Hosting/Backchannel/AuxiliaryBackchannelRpcTarget.cs</remarks>
[SuppressMessage("Performance", "CA1822", Justification = "JSON-RPC calls methods of an object.")]
[SuppressMessage("Style", "IDE0060", Justification = "The CLI gives these parameters, whether they are of use here or not.")]
internal sealed class AuxiliaryRpcTarget(
    IServiceProvider services,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    BackchannelConsole console,
    AppHostRpcTarget appHost,
    IConfiguration configuration)
{
    private const string HostVersion = "13.5.2";

    /// <summary>The answer to a stop reaches its client before the application goes away.</summary>
    private static readonly TimeSpan s_stopDelay = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Capabilities = ["aux.v1", "aux.v2", "aux.v3"];

    public Task<GetCapabilitiesResponse> GetCapabilitiesAsync(object? request = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetCapabilitiesResponse(Capabilities));

    public Task<AppHostInformation> GetAppHostInformationAsync(CancellationToken cancellationToken = default)
    {
        using var process = Process.GetCurrentProcess();
        return Task.FromResult(new AppHostInformation
        {
            AppHostPath = configuration["AppHost:FilePath"] ?? configuration["AppHost:Path"]!,
            ProcessId = Environment.ProcessId,
            CliProcessId = Number("ASPIRE_CLI_PID") is { } id ? (int)id : null,
            StartedAt = process.StartTime,
            CliStartedAt = Number("ASPIRE_CLI_STARTED") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            CliStableStartedAt = Number("ASPIRE_CLI_STARTED_STABLE") is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
            CliLogFilePath = configuration["ASPIRE_CLI_LOG_FILE"],
        });
    }

    public async Task<GetAppHostInfoResponse> GetAppHostInfoAsync(object? request = null, CancellationToken cancellationToken = default)
    {
        var information = await GetAppHostInformationAsync(cancellationToken);
        return new GetAppHostInfoResponse(
            information.ProcessId.ToString(CultureInfo.InvariantCulture),
            HostVersion,
            information.AppHostPath,
            information.CliProcessId,
            information.StartedAt,
            information.CliLogFilePath);
    }

    public Task<GetDashboardInfoResponse> GetDashboardInfoAsync(object? request = null, CancellationToken cancellationToken = default) =>
        DashboardUrls.GetAsync(services, cancellationToken);

    public Task<DashboardUrlsState> GetDashboardUrlsAsync(CancellationToken cancellationToken = default) =>
        DashboardUrls.GetStateAsync(services, cancellationToken);

    public Task<WaitForAppHostReadyResponse> WaitForAppHostReadyAsync(object? request = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new WaitForAppHostReadyResponse(true));

    public Task<GetResourcesResponse> GetResourcesAsync(ResourcesRequest? request = null, CancellationToken cancellationToken = default)
    {
        var secrets = Secrets();
        return Task.FromResult(new GetResourcesResponse(
        [
            .. model.Resources.SelectMany(resource => resource.GetInstanceNames())
                .Select(name => notifications.TryGetCurrentState(name, out var state) ? state : null)
                .OfType<ResourceEvent>()
                .Where(change => Matches(change, request))
                .Select(change => BackchannelSnapshots.Create(change, secrets)),
        ]));
    }

    public async IAsyncEnumerable<ResourceSnapshot> WatchResourcesAsync(
        ResourcesRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (Matches(change, request))
            {
                // Asked for each time: a secret may get its value while somebody watches.
                yield return BackchannelSnapshots.Create(change, Secrets());
            }
        }
    }

    public IAsyncEnumerable<ResourceLogLine> GetConsoleLogsAsync(GetConsoleLogsRequest request, CancellationToken cancellationToken = default) =>
        console.ReadAsync(request, cancellationToken);

    public async IAsyncEnumerable<ResourceLogBatch> GetConsoleLogBatchesAsync(
        GetConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var line in console.ReadAsync(request, cancellationToken))
        {
            yield return new ResourceLogBatch([line]);
        }
    }

    public IAsyncEnumerable<BackchannelLogEntry> GetAppHostLogEntriesAsync(CancellationToken cancellationToken = default) =>
        appHost.GetAppHostLogEntriesAsync(cancellationToken);

    public async Task<ExecuteResourceCommandResponse> ExecuteResourceCommandAsync(
        ExecuteResourceCommandRequest request, CancellationToken cancellationToken = default)
    {
        var result = await services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken);
        return new ExecuteResourceCommandResponse(result.Success, result.Canceled, result.Message, result.Success ? null : result.Message);
    }

    public Task<WaitForResourceResponse> WaitForResourceAsync(WaitForResourceRequest request, CancellationToken cancellationToken = default) =>
        BackchannelWait.RunAsync(model, notifications, request, cancellationToken);

    public async Task<StopAppHostResponse> StopAsync(object? request = null, CancellationToken cancellationToken = default)
    {
        await StopAppHostAsync(cancellationToken);
        return new StopAppHostResponse();
    }

    public Task StopAppHostAsync(CancellationToken cancellationToken = default)
    {
        _ = StopSoonAsync();
        return Task.CompletedTask;
    }

    private static bool Matches(ResourceEvent change, ResourcesRequest? request) =>
        request?.Filter is not { Length: > 0 } filter || change.ResourceId.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private async Task StopSoonAsync()
    {
        await Task.Delay(s_stopDelay, services.GetRequiredService<TimeProvider>());
        await appHost.RequestStopAsync(CancellationToken.None);
    }

    private HashSet<string> Secrets() =>
        [.. model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret).Select(FindValue).OfType<string>()];

    private static string? FindValue(ParameterResource parameter)
    {
        try
        {
            return parameter.ValueInternal is { Length: > 0 } value ? value : null;
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }

    private long? Number(string setting) =>
        long.TryParse(configuration[setting], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
