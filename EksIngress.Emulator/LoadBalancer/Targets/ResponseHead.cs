using System.Buffers.Text;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>Status line and headers of a target's response, where they lie in the buffer of its connection.</summary>
internal sealed class ResponseHead
{
    /// <summary>Bytes of status line and headers.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
    public const int MaxLength = 32 * 1024;

    private HeaderField[] _fields = new HeaderField[32];
    private HeadScanner _scanner = new();
    private int _fieldCount;
    private long _contentLength;
    private bool _chunked;
    private bool _close;
    private bool _keepAlive;

    public int StatusCode { get; private set; }

    public Range Reason { get; private set; }

    /// <summary>With the empty line at its end.</summary>
    public int Length => _scanner.Length;

    public ReadOnlySpan<HeaderField> Fields => _fields.AsSpan(0, _fieldCount);

    public int MinorVersion { get; private set; }

    public BodyFraming Framing { get; private set; }

    public long ContentLength => _contentLength;

    /// <summary>The target keeps the connection.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>100 to 199 without 101: another head follows.</summary>
    public bool IsInterim => StatusCode is >= 100 and < 200 and not 101;

    public void Clear()
    {
        _scanner.Clear();
        _fieldCount = 0;
        _contentLength = -1;
        _chunked = _close = _keepAlive = false;
    }

    /// <summary>Looks for the end of the head in what came so far.</summary>
    /// <exception cref="MalformedResponseException">What came is too long.</exception>
    public bool Scan(ReadOnlySpan<byte> bytes)
    {
        var isWhole = _scanner.Scan(bytes);
        return (isWhole ? _scanner.Length : bytes.Length) <= MaxLength
            ? isWhole
            : throw new MalformedResponseException($"the headers of the response are longer than {MaxLength} bytes");
    }

    /// <param name="bytes">The whole head.</param>
    /// <param name="toHead">The request was HEAD: there is no body, whatever the headers say.</param>
    /// <exception cref="MalformedResponseException">It is no HTTP response.</exception>
    public void Parse(ReadOnlySpan<byte> bytes, bool toHead)
    {
        if (_scanner.Lines == 0)
        {
            throw new MalformedResponseException("the response has no status line");
        }

        ParseStatusLine(bytes);
        for (var line = 1; line < _scanner.Lines; line++)
        {
            ParseHeader(bytes, Content(bytes, line));
        }

        KeepsConnection = !_close && (MinorVersion > 0 || _keepAlive);
        Framing = toHead || StatusCode is < 200 or 204 or 304 ? BodyFraming.None
            : _chunked ? BodyFraming.Chunked
            : _contentLength >= 0 ? BodyFraming.Length
            : BodyFraming.UntilClose;
        // Both at once is no way to end a response: the chunks count, and the connection is not used again.
        KeepsConnection &= !(_chunked && _contentLength >= 0) && Framing != BodyFraming.UntilClose;
    }

    private (int Start, int End) Content(ReadOnlySpan<byte> bytes, int line)
    {
        var (start, end) = _scanner.Line(line);
        return (start, end > start && bytes[end - 1] == '\r' ? end - 1 : end);
    }

    // For example HTTP/1.1 200 OK; the reason may be missing.
    private void ParseStatusLine(ReadOnlySpan<byte> bytes)
    {
        var (start, end) = Content(bytes, 0);
        var line = bytes[start..end];
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' '
            || !Utf8Parser.TryParse(line[9..12], out int statusCode, out var digits) || digits != 3 || statusCode < 100
            || (line.Length > 12 && line[12] != ' ')
            || line.ContainsAny(HttpCharacters.NullOrReturn))
        {
            throw new MalformedResponseException("the response has no valid status line");
        }

        StatusCode = statusCode;
        MinorVersion = line[7] - '0';
        Reason = Math.Min(13, line.Length)..line.Length;
    }

    private void ParseHeader(ReadOnlySpan<byte> bytes, (int Start, int End) line)
    {
        var text = bytes[line.Start..line.End];
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || text[..colon].ContainsAnyExcept(HttpCharacters.Token) || text.ContainsAny(HttpCharacters.NullOrReturn))
        {
            throw new MalformedResponseException("the response has a malformed header");
        }

        var value = HttpCharacters.TrimSpace(text[(colon + 1)..]);
        var kind = KnownHeaders.Find(text[..colon]);
        ReadFraming(kind, value);
        if (_fieldCount == _fields.Length)
        {
            Array.Resize(ref _fields, _fieldCount * 2);
        }

        _fields[_fieldCount++] = new HeaderField
        {
            NameStart = line.Start,
            NameLength = colon,
            ValueStart = line.End - text[(colon + 1)..].TrimStart(" \t"u8).Length,
            ValueLength = value.Length,
            Kind = kind,
        };
    }

    private void ReadFraming(HeaderKind kind, ReadOnlySpan<byte> value)
    {
        switch (kind)
        {
            case HeaderKind.ContentLength:
                if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out long length, out _)
                    || (_contentLength >= 0 && _contentLength != length))
                {
                    throw new MalformedResponseException("the response has no valid Content-Length");
                }

                _contentLength = length;
                break;
            case HeaderKind.TransferEncoding when Ascii.EqualsIgnoreCase(value, "chunked"u8) && !_chunked:
                _chunked = true;
                break;
            case HeaderKind.TransferEncoding when !Ascii.EqualsIgnoreCase(value, "identity"u8):
                throw new MalformedResponseException("the response has a Transfer-Encoding other than chunked");
            case HeaderKind.Connection:
                foreach (var range in value.Split((byte)','))
                {
                    var option = HttpCharacters.TrimSpace(value[range]);
                    _close |= Ascii.EqualsIgnoreCase(option, "close"u8);
                    _keepAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
                }

                break;
            default:
                break;
        }
    }
}
