using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>One connection to the emulator: whole messages in, whole messages out.</summary>
internal sealed class AttachSocket(PodAttachmentOptions options) : IDisposable
{
    /// <summary>The emulator's messages are a few names; more is not from an emulator.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    private readonly ClientWebSocket _socket = new();

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {options.Key}");
        _socket.Options.Proxy = null;
        var address = new UriBuilder(options.Url!)
        {
            Scheme = options.Url!.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Path = "/_emulator/attach",
        };
        await _socket.ConnectAsync(address.Uri, cancellationToken);
    }

    public async Task SendAsync(AttachMessage message, CancellationToken cancellationToken) =>
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message, AttachJson.Default.AttachMessage).AsMemory(),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellationToken);

    /// <summary>The next message.</summary>
    /// <exception cref="WebSocketException">The connection broke, or the emulator closed it.</exception>
    /// <exception cref="JsonException">The message is no JSON, or too large.</exception>
    public async Task<AttachMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(1024), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("The emulator closed the connection.");
            }

            buffer.Advance(received.Count);
            if (buffer.WrittenCount > MaxMessageBytes)
            {
                throw new JsonException($"A message of the emulator exceeds {MaxMessageBytes} bytes.");
            }

            if (received.EndOfMessage)
            {
                return JsonSerializer.Deserialize(buffer.WrittenSpan, AttachJson.Default.AttachMessage)
                    ?? throw new JsonException("The emulator sent null.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
