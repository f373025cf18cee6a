using System.Buffers;
using System.Globalization;
using System.Text;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Bytes of a client at a listener: the head of a request and what follows it. They read the same in one piece and in many, and what was
/// taken reads the same when it is written again, so that nobody behind the load balancer sees another end of the request.
/// </summary>
internal sealed class HttpTarget : FuzzTarget
{
    private const int PiecesOfLongInput = 4096;

    private readonly RequestHead _head = new();
    private readonly RequestHead _other = new();

    public override string Name => "http";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "GET /a?b=c HTTP/1.1\r\nHost: a.example.com\r\nX-Forwarded-For: 10.0.0.1, 10.0.0.2\r\nAccept: */*\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;x=\"y\"\r\nhello\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\nContent-Length: 9\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: identity, chunked\r\n\r\n1\r\na\r\n0\r\n\r\nGET /b HTTP/1.1\r\nHost: b\r\n\r\n",
            "GET http://a/a HTTP/1.0\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
            "\r\nGET /a HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "\r\n", "\n", "\r", "\0", "\t", " ", ":", ";", ", ", "\r\n\r\n", "\r\n folded", "0\r\n\r\n", "5\r\nhello\r\n", "ffffffffffffffff\r\n", "7fffffffffffffff\r\n", "000000000000005\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n", "Transfer_Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n", "transfer-encoding:\tchunked\r\n", "xchunked", "chunked",
        "Content-Length: 5\r\n", "Content-Length: +5\r\n", "Content-Length: 5, 5\r\n", "Content_Length: 7\r\n", "Connection: Content-Length\r\n", "Connection: close\r\n", "Host: b\r\n",
        "HTTP/1.0", "HTTP/1.1", "HTTP/1.9", "HTTP/2.0", "GET ", "CONNECT a:1 ", "TRACE ", "OPTIONS * ", "//", "%2e%2e/", "\u0080", "X-Forwarded-For: 1,2,3,4,5,6,7,8\r\n",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var consumed = Read(_head, input, int.MaxValue, out var isWhole);
        var pieces = Math.Max(1, input.Length / PiecesOfLongInput);
        CheckSame(consumed, isWhole, Read(_other, input, pieces, out var isOtherWhole), isOtherWhole);
        var rest = isWhole ? input[consumed..] : input;
        var body = Decode(rest.Span, rest.Length, out var isDone);
        if (body != Decode(rest.Span, pieces, out _))
        {
            throw new FuzzException("Chunks read as something else when they come in pieces.");
        }

        if (!isWhole || _head.Fault != 0)
        {
            return false;
        }

        CheckFraming(_head);
        _ = RequestLimits.FindFault(_head);
        var written = Write(_head);
        if (Read(_other, written, int.MaxValue, out isOtherWhole) != written.Length || !isOtherWhole || Shown(_head) != Shown(_other))
        {
            throw new FuzzException($"Written again the head reads as something else:\n{Shown(_head)}\n{Shown(_other)}");
        }

        return _head.Framing != BodyFraming.Chunked || isDone;
    }

    private static int Read(RequestHead head, ReadOnlyMemory<byte> input, int pieces, out bool isWhole)
    {
        head.Clear();
        isWhole = false;
        var position = 0;
        while (position < input.Length && !isWhole)
        {
            var piece = input.Slice(position, Math.Min(pieces, input.Length - position));
            isWhole = head.Append(new ReadOnlySequence<byte>(piece), out var taken);
            position += (int)taken;
            if (!isWhole && taken != piece.Length)
            {
                throw new FuzzException("A head that is not whole left bytes behind.");
            }
        }

        return position;
    }

    private void CheckSame(int consumed, bool isWhole, int otherConsumed, bool isOtherWhole)
    {
        // What is over a limit is refused as soon as that is seen: sooner in small pieces.
        var isRefused = _head.Fault != 0 && _other.Fault != 0 && Math.Max(consumed, otherConsumed) > RequestLimits.MaxRequestLine;
        if (isWhole != isOtherWhole ||
            (!isRefused && (consumed != otherConsumed || (_head.Class, _head.Reason) != (_other.Class, _other.Reason) || Shown(_head) != Shown(_other))))
        {
            throw new FuzzException($"The head reads as something else when it comes in pieces:\n{Shown(_head)}\n{Shown(_other)}");
        }
    }

    // Worked out once more from the fields that are passed on, and from nothing else.
    private static void CheckFraming(RequestHead head)
    {
        var isChunked = false;
        long? length = null;
        foreach (ref readonly var field in head.Fields)
        {
            var (name, value) = (Encoding.Latin1.GetString(head.Name(field)), Encoding.Latin1.GetString(head.Value(field)));
            if (field.IsDropped)
            {
                continue;
            }

            if (value.AsSpan().ContainsAny('\r', '\n', '\0') || name.AsSpan().ContainsAny("\r\n\0:"))
            {
                throw new FuzzException($"A field that is passed on ends early: {name}.");
            }

            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                isChunked |= value.Split(',').Any(coding => coding.Trim(' ', '\t').Equals("chunked", StringComparison.OrdinalIgnoreCase));
            }
            else if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                var number = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                length = length is null || length == number ? number : throw new FuzzException("Two lengths are passed on.");
            }
        }

        var framing = isChunked ? BodyFraming.Chunked : length is null ? BodyFraming.None : BodyFraming.Length;
        if (framing != head.Framing || (framing == BodyFraming.Length && length != head.ContentLength))
        {
            throw new FuzzException($"The body is framed by {head.Framing}, and its fields say {framing}.");
        }
    }

    private static byte[] Write(RequestHead head)
    {
        var writer = new HeadWriter();
        writer.Write(head.Method);
        writer.Write(" "u8);
        writer.Write(head.Target);
        writer.Write(head.MinorVersion == 0 ? " HTTP/1.0\r\n"u8 : " HTTP/1.1\r\n"u8);
        foreach (ref readonly var field in head.Fields)
        {
            if (!field.IsDropped)
            {
                writer.Write(head.Name(field));
                writer.Write(": "u8);
                writer.Write(head.Value(field));
                writer.Write("\r\n"u8);
            }
        }

        writer.Write("\r\n"u8);
        return writer.Span.ToArray();
    }

    private static string Shown(RequestHead head)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{head.Fault} {head.MinorVersion} {head.Framing} {head.ContentLength} {head.KeepsConnection} {head.IsWebSocket} {head.ExpectsContinue}\n");
        text.Append(Encoding.Latin1.GetString(head.Method)).Append('|').Append(Encoding.Latin1.GetString(head.Target)).Append('\n');
        foreach (ref readonly var field in head.Fields)
        {
            if (!field.IsDropped)
            {
                text.Append(Encoding.Latin1.GetString(head.Name(field))).Append('|').Append(Encoding.Latin1.GetString(head.Value(field))).Append('|').Append(field.Kind).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <returns>What the decoder made of it: how much it used up, how it ended, payload and trailers.</returns>
    private static string Decode(ReadOnlySpan<byte> input, int pieces, out bool isDone)
    {
        var decoder = new ChunkedDecoder();
        var payload = new HeadWriter();
        var position = 0;
        while (position < input.Length && !decoder.IsDone && !decoder.IsBad)
        {
            var used = decoder.Decode(input.Slice(position, Math.Min(pieces, input.Length - position)), out var run);
            if (used == 0)
            {
                throw new FuzzException("The decoder does not go on.");
            }

            position += used;
            payload.Write(run);
        }

        isDone = decoder.IsDone;
        var trailers = Encoding.Latin1.GetString(decoder.Trailers.Span);
        if (isDone && trailers.Split("\r\n").SkipLast(1).Any(line => line.IndexOf(':', StringComparison.Ordinal) <= 0 || line.AsSpan().ContainsAny('\r', '\n', '\0')))
        {
            throw new FuzzException("A trailer that is passed on is none.");
        }

        return $"{position} {decoder.IsDone} {decoder.IsBad}\n{Encoding.Latin1.GetString(payload.Span)}\n{trailers}";
    }
}
