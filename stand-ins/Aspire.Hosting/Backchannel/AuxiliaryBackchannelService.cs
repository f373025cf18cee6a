using System.Diagnostics;
using System.Net.Sockets;
using StreamJsonRpc;

namespace Aspire.Hosting.Backchannel;

/// <summary>Serves every command of the Aspire CLI that looks for this AppHost while it runs.</summary>
internal sealed partial class AuxiliaryBackchannelService(
    IConfiguration configuration, AuxiliaryRpcTarget target, ILogger<AuxiliaryBackchannelService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if ((configuration["AppHost:FilePath"] ?? configuration["AppHost:Path"]) is not { Length: > 0 } appHost
            || Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is not { Length: > 0 } home)
        {
            return;
        }

        string? path = null;
        try
        {
            appHost = ResolveLinks(appHost);
            CreateDirectory(AuxiliarySocket.DirectoryIn(home));
            foreach (var orphan in AuxiliarySocket.FindOrphans(home, appHost, IsRunning))
            {
                File.Delete(orphan);
            }

            path = AuxiliarySocket.CreatePath(home, appHost, Environment.ProcessId);
            using var listener = BackchannelConnection.Listen(path);
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends.
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or DistributedApplicationException)
        {
            // The application runs without; only the CLI's commands do not find it.
            LogFailed(exception.Message);
        }
        finally
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken stoppingToken)
    {
        try
        {
            using var rpc = BackchannelConnection.Serve(client, target);
            await rpc.Completion.WaitAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ConnectionLostException)
        {
            // The client went away, or the application ends.
        }
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // The CLI knows the file by its real path.
    private static string ResolveLinks(string path)
    {
        for (var directory = new DirectoryInfo(Path.GetDirectoryName(path)!); directory is not null; directory = directory.Parent)
        {
            if (directory.LinkTarget is not null && directory.ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                return ResolveLinks(Path.Combine(target.FullName, Path.GetRelativePath(directory.FullName, path)));
            }
        }

        return path;
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Warning, Message = "Commands of the Aspire CLI will not find this AppHost: {Reason}")]
    private partial void LogFailed(string reason);
}
