using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The socket by which processes run by Aspire become pods, and the service look-up; docs/decisions/0001.</summary>
internal sealed partial class AttachEndpoint(
    AttachedProcesses processes,
    ServiceProxy services,
    LoopbackNetwork network,
    EmulatorDirectory directory,
    IOptions<EmulatorOptions> options,
    TimeProvider time,
    ILogger<AttachEndpoint> logger)
{
    private const int MaxMessageBytes = 64 * 1024;
    private const int MaxNameLength = 253;

    private readonly byte[] _authorization = Encoding.UTF8.GetBytes($"Bearer {options.Value.AttachKey}");

    public async Task AttachAsync(HttpContext context)
    {
        if (!IsAuthorized(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await ServeAsync(socket, context.RequestAborted);
        }
        catch (AttachRefusedException exception)
        {
            LogRefused(exception.Message);
            await SendAsync(socket, new JsonObject { ["type"] = "error", ["message"] = exception.Message }, context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The process ended, or the emulator does: the container is gone, which is all there is to say.
        }
    }

    public IResult FindService(HttpContext context, string inNamespace, string name)
    {
        if (!IsAuthorized(context))
        {
            return Results.Unauthorized();
        }

        return services.Find(new(inNamespace, name)) is { } service
            ? Results.Json(new
            {
                clusterIP = service.Text("spec", "clusterIP"),
                ports = service.Items("spec", "ports").Select(port => new { name = port.Text("name"), port = port.Number("port") }),
            })
            : Results.NotFound();
    }

    private bool IsAuthorized(HttpContext context) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), _authorization);

    private async Task ServeAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var register = await ReceiveAsync(socket, cancellationToken);
        if (register is null || register.Text("type") != "register")
        {
            throw new AttachRefusedException("The first message must be 'register'.");
        }

        var process = Register(register);
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAllAsync(socket, process, connection.Token);
        try
        {
            process.Outgoing.Writer.TryWrite(new JsonObject { ["type"] = "registered", ["podIP"] = process.PodIP.ToString() });
            LogAttached(process.Namespace, process.Workload, process.ProcessId, process.PodIP);
            await ReceiveAllAsync(socket, process, cancellationToken);
        }
        finally
        {
            process.End();
            processes.Remove(process);
            network.Release(process.PodIP.ToString());
            await connection.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            LogDetached(process.Namespace, process.Workload, process.ProcessId);
        }
    }

    private async Task ReceiveAllAsync(WebSocket socket, AttachedProcess process, CancellationToken cancellationToken)
    {
        var listening = false;
        while (await ReceiveAsync(socket, cancellationToken) is { } message)
        {
            switch (message.Text("type"))
            {
                case "listening" when !listening:
                    listening = true;
                    processes.Offer(process);
                    break;
                case "log":
                    process.Append(message.Text("line") ?? "");
                    break;
                default:
                    throw new AttachRefusedException($"A message of the type '{message.Text("type")}' is not expected here.");
            }
        }
    }

    private AttachedProcess Register(JsonObject message)
    {
        var port = message.Number("containerPort");
        if (port is null or < 1 or > 65535)
        {
            throw new AttachRefusedException("containerPort must be 1 to 65535.");
        }

        var workload = Name(message, "workload");
        var inNamespace = Name(message, "namespace");
        var tokenFile = message.Text("tokenFile") is { Length: > 0 } file ? TokenFile(file) : null;
        var address = network.AllocatePodAddress($"{inNamespace}/{workload}", message.Text("podIP"));
        return new(workload, inNamespace, address, (int)port, (int)(message.Number("processId") ?? 0), tokenFile, time);
    }

    private static string Name(JsonObject message, string member) =>
        message.Text(member) is { Length: > 0 and <= MaxNameLength } name
            ? name
            : throw new AttachRefusedException($"{member} is missing or longer than {MaxNameLength} characters.");

    /// <summary>A process says where it wants its token; the emulator writes below its own folder and nowhere else.</summary>
    private string TokenFile(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith(directory.FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new AttachRefusedException("The token file (AWS_WEB_IDENTITY_TOKEN_FILE, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) must name a file below the emulator's directory.");
    }

    private static async Task SendAllAsync(WebSocket socket, AttachedProcess process, CancellationToken cancellationToken)
    {
        await foreach (var message in process.Outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await SendAsync(socket, message, cancellationToken);
        }
    }

    private static async Task SendAsync(WebSocket socket, JsonObject message, CancellationToken cancellationToken) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()).AsMemory(), WebSocketMessageType.Text, true, cancellationToken);

    /// <summary>The next message; null when the process closed the socket.</summary>
    private static async Task<JsonObject?> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.GetMemory(1024), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            buffer.Advance(received.Count);
            if (buffer.WrittenCount > MaxMessageBytes)
            {
                throw new AttachRefusedException($"A message may have {MaxMessageBytes} bytes at most.");
            }

            if (received.EndOfMessage)
            {
                return Parse(buffer.WrittenSpan);
            }
        }
    }

    private static JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 8 }) as JsonObject
                ?? throw new AttachRefusedException("A message must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new AttachRefusedException($"A message is not JSON: {exception.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Process {ProcessId} attached as {Namespace}/{Workload} at {PodIP}", EventName = "ProcessAttached")]
    private partial void LogAttached(string @namespace, string workload, int processId, IPAddress podIP);

    [LoggerMessage(Level = LogLevel.Information, Message = "Process {ProcessId} of {Namespace}/{Workload} is gone", EventName = "ProcessDetached")]
    private partial void LogDetached(string @namespace, string workload, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A process was refused as a pod: {Reason}", EventName = "ProcessRefused")]
    private partial void LogRefused(string reason);
}

/// <summary>The process spoke another protocol than docs/decisions/0001.</summary>
internal sealed class AttachRefusedException(string message) : Exception(message);
