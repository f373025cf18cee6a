using System.Net.Sockets;
using StreamJsonRpc;

namespace Aspire.Hosting.Backchannel;

/// <summary>Serves the Aspire CLI that started this process, at the socket that it named. Without a CLI there is none.</summary>
internal sealed partial class BackchannelService(
    IConfiguration configuration, AppHostRpcTarget target, ILogger<BackchannelService> logger) : BackgroundService
{
    private const string PathSetting = "ASPIRE_BACKCHANNEL_PATH";

    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JsonRpc? _rpc;

    public bool IsExpected => configuration[PathSetting] is { Length: > 0 };

    /// <summary>Completes when the CLI is there.</summary>
    public Task Connected => _connected.Task;

    public override void Dispose()
    {
        _rpc?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration[PathSetting] is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            using var listener = BackchannelConnection.Listen(path);
            var client = await listener.AcceptAsync(stoppingToken);
            _rpc = BackchannelConnection.Serve(client, target);
            _connected.TrySetResult();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends before a client came.
        }
        catch (Exception exception) when (exception is SocketException or IOException or ArgumentException)
        {
            // The CLI waits for nothing and says so itself; a pipeline that waits for it is told why here.
            LogFailed(path, exception.Message);
            _connected.TrySetException(new DistributedApplicationException($"The Aspire CLI cannot be served at '{path}': {exception.Message}", exception));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "The Aspire CLI cannot be served at '{SocketPath}': {Reason}")]
    private partial void LogFailed(string socketPath, string reason);
}
