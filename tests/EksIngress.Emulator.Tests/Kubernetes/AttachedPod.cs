using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>A process as Aspire would run it: a socket to the emulator and a server on the address that it gets.</summary>
internal sealed class AttachedPod : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    private readonly ClientWebSocket _socket = new();
    private WebApplication? _server;

    public string PodIP { get; private set; } = "";

    public int Status { get; set; } = 200;

    public static async Task<AttachedPod> StartAsync(RunningEmulator emulator, string workload, string inNamespace = "default", string? tokenFile = null, string? key = Key)
    {
        var pod = new AttachedPod();
        pod._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        var address = new UriBuilder(emulator.AwsEndpoint) { Scheme = "ws", Path = "/_emulator/attach" };
        await pod._socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        await pod.SendAsync(new() { ["type"] = "register", ["workload"] = workload, ["namespace"] = inNamespace, ["containerPort"] = 8080, ["processId"] = 1, ["tokenFile"] = tokenFile });
        var answer = await pod.ReceiveAsync();
        Assert.Equal("registered", (string?)answer["type"]);
        pod.PodIP = (string)answer["podIP"]!;
        return pod;
    }

    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(PodIP), 8080));
        _server = builder.Build();
        _server.Run(http =>
        {
            http.Response.StatusCode = Status;
            return http.Response.WriteAsync(PodIP);
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        await SendAsync(new() { ["type"] = "listening" });
    }

    public Task SendAsync(JsonObject message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public async Task<JsonObject> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var received = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return JsonNode.Parse(buffer.AsSpan(0, received.Count)) as JsonObject ?? throw new InvalidOperationException($"No object: {received.MessageType}");
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
