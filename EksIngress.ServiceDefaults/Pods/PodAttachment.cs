using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>
/// Makes this process a pod: asks the emulator for an address before the server starts, listens on it as well, and keeps
/// the connection for as long as the process lives. The end of the connection is the end of the container.
/// </summary>
internal sealed partial class PodAttachment(
    IOptions<PodAttachmentOptions> options,
    PodIdentity identity,
    PodLog log,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PodAttachment> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastDelay = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly PodAttachmentOptions _options = options.Value;
    private AttachSocket? _socket;
    private string? _podIP;
    private Task _running = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        (_socket, _podIP) = await ConnectAsync(cancellationToken);
        if (services.GetService(typeof(IServer)) is IServer server
            && server.Features.Get<IServerAddressesFeature>() is { } addresses)
        {
            // An address set here replaces the configured ones, so those are named again.
            var configuration = (IConfiguration)services.GetService(typeof(IConfiguration))!;
            foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                addresses.Addresses.Add(url);
            }

            addresses.Addresses.Add($"http://{_podIP}:{_options.ContainerPort}");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _socket?.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await ServeAsync(_socket!, cancellationToken);
                identity.Current = null;
                _socket!.Dispose();
                (_socket, var podIP) = await ConnectAsync(cancellationToken);
                if (podIP != _podIP)
                {
                    // The server cannot move to another address while it runs; as a restarted container it can.
                    LogAddressChanged(_podIP!, podIP);
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (InvalidOperationException exception)
        {
            LogRefused(exception.Message);
            lifetime.StopApplication();
        }
    }

    /// <summary>Serves one connection until it ends.</summary>
    private async Task ServeAsync(AttachSocket socket, CancellationToken cancellationToken)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await socket.SendAsync(new AttachMessage("listening"), cancellationToken);
            var receiving = ReceiveAsync(socket, connection.Token);
            var sending = SendLogAsync(socket, connection.Token);
            try
            {
                await await Task.WhenAny(receiving, sending);
            }
            finally
            {
                // Whichever ended first said why; the other only has to end too.
                await connection.CancelAsync();
                await Task.WhenAll(receiving, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or JsonException)
        {
            LogConnectionLost(exception.Message);
        }
    }

    private async Task ReceiveAsync(AttachSocket socket, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await socket.ReceiveAsync(cancellationToken);
            switch (message.Type)
            {
                case "bound":
                    identity.Current = new Pod(
                        message.Pod ?? "", message.Namespace ?? _options.Namespace, message.Node ?? "", message.ServiceAccount);
                    LogBound(message.Namespace ?? _options.Namespace, message.Pod ?? "", message.Node ?? "");
                    break;
                case "unbound":
                    identity.Current = null;
                    LogUnbound();
                    break;
                case "error":
                    throw new InvalidOperationException($"The emulator refused this pod: {message.Message}");
                default:
                    throw new JsonException($"The emulator sent a message of the unknown type '{message.Type}'.");
            }
        }
    }

    private async Task SendLogAsync(AttachSocket socket, CancellationToken cancellationToken)
    {
        await foreach (var line in log.Lines.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(line, cancellationToken);
        }
    }

    /// <summary>Connects and registers, as often as it takes: the emulator may start later than this process.</summary>
    private async Task<(AttachSocket Socket, string PodIP)> ConnectAsync(CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (true)
        {
            AttachSocket? socket = null;
            try
            {
                socket = new AttachSocket(_options);
                await socket.ConnectAsync(cancellationToken);
                await socket.SendAsync(
                    new AttachMessage("register")
                    {
                        Workload = _options.Workload,
                        Namespace = _options.Namespace,
                        ContainerPort = _options.ContainerPort,
                        ProcessId = Environment.ProcessId,
                        TokenFile = _options.TokenFile,
                        PodIP = _podIP,
                    },
                    cancellationToken);
                var answer = await socket.ReceiveAsync(cancellationToken);
                return answer switch
                {
                    { Type: "registered", PodIP: { Length: > 0 } podIP } => (socket, podIP),
                    { Type: "error" } => throw new InvalidOperationException($"The emulator refused this pod: {answer.Message}"),
                    _ => throw new WebSocketException($"The emulator answered the registration with '{answer.Type}'."),
                };
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or JsonException)
            {
                socket?.Dispose();
                LogNotConnected(_options.Url!, exception.Message, delay);
            }
            catch
            {
                socket?.Dispose();
                throw;
            }

            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LastDelay ? delay * 2 : LastDelay;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Running as pod {Namespace}/{Pod} on node {Node}", EventName = "PodBound")]
    private partial void LogBound(string @namespace, string pod, string node);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pod was deleted; waiting for another", EventName = "PodUnbound")]
    private partial void LogUnbound();

    [LoggerMessage(Level = LogLevel.Information, Message = "No emulator at {Url} yet ({Reason}); next try in {Delay}", EventName = "PodNotConnected")]
    private partial void LogNotConnected(Uri url, string reason, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection to the emulator ended: {Reason}", EventName = "PodConnectionLost")]
    private partial void LogConnectionLost(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Reason}", EventName = "PodRefused")]
    private partial void LogRefused(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The emulator gave this pod the address {PodIP} in place of {OldPodIP}; stopping, start it again", EventName = "PodAddressChanged")]
    private partial void LogAddressChanged(string oldPodIP, string podIP);
}
