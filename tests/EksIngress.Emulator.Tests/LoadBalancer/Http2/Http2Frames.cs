using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;

namespace EksIngress.Emulator.Tests.LoadBalancer.Http2;

/// <summary>A client of HTTP/2 at the level of frames, for what no client library sends: trailers.</summary>
internal sealed class Http2Frames(Stream stream)
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<(SslStream Connection, Http2Frames Frames)> ConnectAsync(TlsBed bed)
    {
        var connection = await bed.ConnectAsync("shop.example.test", protocols: [SslApplicationProtocol.Http2]);
        var frames = new Http2Frames(connection);
        await connection.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), Token);
        await frames.WriteAsync(Settings, 0, 0, []);
        return (connection, frames);
    }

    /// <summary>A POST as stream 1: head, body, trailers.</summary>
    public async Task SendWithTrailersAsync(string path, string body, params (string Name, string Value)[] trailers)
    {
        await WriteAsync(Headers, EndHeaders, 1, Pack((":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "shop.example.test")));
        await WriteAsync(Data, 0, 1, Encoding.ASCII.GetBytes(body));
        await WriteAsync(Headers, EndHeaders | EndStream, 1, Pack(trailers));
    }

    /// <summary>The first frame of the server: values by id.</summary>
    public async Task<IReadOnlyDictionary<int, uint>> ReadSettingsAsync()
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head, Token);
        Assert.Equal(Settings, head[3]);
        var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
        await stream.ReadExactlyAsync(payload, Token);
        return payload.Chunk(6).ToDictionary(entry => (int)BinaryPrimitives.ReadUInt16BigEndian(entry), entry => BinaryPrimitives.ReadUInt32BigEndian(entry.AsSpan(2)));
    }

    // Literals that nobody keeps, not compressed: https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2
    private static byte[] Pack(params (string Name, string Value)[] fields)
    {
        var packed = new List<byte>();
        foreach (var (name, value) in fields)
        {
            packed.Add(0);
            packed.Add((byte)name.Length);
            packed.AddRange(Encoding.ASCII.GetBytes(name));
            packed.Add((byte)value.Length);
            packed.AddRange(Encoding.ASCII.GetBytes(value));
        }

        return [.. packed];
    }

    private async Task WriteAsync(byte type, byte flags, int streamId, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, Token);
    }
}
