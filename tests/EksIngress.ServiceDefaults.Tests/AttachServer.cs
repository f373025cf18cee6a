using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.ServiceDefaults.Tests;

/// <summary>The emulator's side of pod attachment, written from docs/decisions/0001 alone.</summary>
internal sealed class AttachServer : IAsyncDisposable
{
    public const string Key = "attach-key";

    private readonly WebApplication _app;
    private readonly Channel<AttachConnection> _connections = Channel.CreateUnbounded<AttachConnection>();

    private AttachServer(WebApplication app) => _app = app;

    /// <summary>Services by <c>namespace/name</c>; what is not here is 404.</summary>
    public Dictionary<string, string> Services { get; } = [];

    public string Url => _app.Urls.First();

    public static async Task<AttachServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new AttachServer(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebSockets();
        app.Map("/_emulator/attach", server.AttachAsync);
        app.MapGet("/_emulator/services/{ns}/{name}", (string ns, string name) =>
            server.Services.TryGetValue($"{ns}/{name}", out var json) ? Results.Text(json, "application/json") : Results.NotFound());
        await app.StartAsync(cancellationToken);
        return server;
    }

    public async Task<AttachConnection> AcceptAsync(CancellationToken cancellationToken) =>
        await _connections.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AttachAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new AttachConnection(socket);
        await _connections.Writer.WriteAsync(connection, context.RequestAborted);
        await connection.Ended.WaitAsync(context.RequestAborted);
    }
}

internal sealed class AttachConnection(WebSocket socket)
{
    private readonly TaskCompletionSource _ended = new();

    public Task Ended => _ended.Task;

    public async Task SendAsync(object message, CancellationToken cancellationToken) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message).AsMemory(), WebSocketMessageType.Text, true, cancellationToken);

    /// <summary>The next message of the type; others, log lines mostly, are passed over.</summary>
    public async Task<JsonNode> ReceiveAsync(string type, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            var message = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
            if ((string?)message["type"] == type)
            {
                return message;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        _ended.TrySetResult();
    }
}
