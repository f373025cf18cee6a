using System.Buffers.Text;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer.Desync;

/// <summary>Works out from the headers where a request ends, and what about that is doubtful.</summary>
internal struct RequestFraming()
{
    private long _contentLength = -1;
    private bool _chunked;
    private bool _hasTransferEncoding;
    private bool _hasHost;
    private bool _close;
    private bool _keepAlive;
    private bool _upgrades;
    private bool _webSocket;
    private bool _namesHeaders;

    public void Read(RequestHead head, HeaderKind kind, ReadOnlySpan<byte> value)
    {
        switch (kind)
        {
            case HeaderKind.ContentLength:
                ReadContentLength(head, value);
                break;
            case HeaderKind.TransferEncoding:
                ReadTransferEncoding(head, value);
                break;
            case HeaderKind.Connection:
                ReadConnection(value);
                break;
            case HeaderKind.Host:
                _hasHost = true;
                if (value.ContainsAnyExcept(HttpCharacters.Visible))
                {
                    head.Refuse(StatusCodes.Status400BadRequest, RequestClass.Severe, RequestReason.BadHeader);
                }

                break;
            case HeaderKind.Upgrade:
                _webSocket |= Ascii.EqualsIgnoreCase(value, "websocket"u8);
                break;
            case HeaderKind.Expect:
                head.ExpectsContinue |= Ascii.EqualsIgnoreCase(value, "100-continue"u8);
                break;
            default:
                break;
        }
    }

    /// <summary>Once all headers were read.</summary>
    public readonly void Decide(RequestHead head)
    {
        head.KeepsConnection = !_close && (head.MinorVersion > 0 || _keepAlive);
        if (_hasTransferEncoding && head.MinorVersion == 0)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.UndefinedTransferEncodingSemantics);
        }

        if (_hasTransferEncoding && _contentLength >= 0)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.BothTeClPresent);
        }

        if (head.Method.SequenceEqual("GET"u8) || head.Method.SequenceEqual("HEAD"u8))
        {
            NoteBodyOfGet(head);
        }

        if (_namesHeaders)
        {
            DropNamedByConnection(head);
        }

        if (_chunked)
        {
            head.Framing = BodyFraming.Chunked;
        }
        else if (_contentLength >= 0)
        {
            head.Framing = BodyFraming.Length;
            head.ContentLength = _contentLength;
        }

        head.IsWebSocket = _upgrades && _webSocket && head.MinorVersion > 0 && head.Framing == BodyFraming.None;
        if (!_hasHost && head.MinorVersion > 0)
        {
            head.Refuse(StatusCodes.Status400BadRequest, RequestClass.Compliant, RequestReason.Compliant);
        }
    }

    private readonly void NoteBodyOfGet(RequestHead head)
    {
        if (_hasTransferEncoding)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.UndefinedTransferEncodingSemantics);
        }

        if (_contentLength == 0)
        {
            head.Note(RequestClass.Acceptable, RequestReason.GetHeadZeroContentLength);
        }
        else if (_contentLength > 0)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.UndefinedContentLengthSemantics);
        }
    }

    private void ReadContentLength(RequestHead head, ReadOnlySpan<byte> value)
    {
        // Digits only: no sign, no list, no space between them.
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out long length, out _))
        {
            head.Refuse(StatusCodes.Status400BadRequest, RequestClass.Severe, RequestReason.BadContentLength);
        }
        else if (_contentLength < 0)
        {
            _contentLength = length;
        }
        else if (_contentLength == length)
        {
            head.Note(RequestClass.Ambiguous, RequestReason.DuplicateContentLength);
        }
        else
        {
            head.Refuse(StatusCodes.Status400BadRequest, RequestClass.Severe, RequestReason.MultipleContentLength);
        }
    }

    // Supported are chunked and identity; anything else is not implemented.
    private void ReadTransferEncoding(RequestHead head, ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var coding = HttpCharacters.TrimSpace(value[range]);
            if (Ascii.EqualsIgnoreCase(coding, "chunked"u8))
            {
                if (_chunked)
                {
                    head.Note(RequestClass.Severe, RequestReason.MultipleTransferEncodingChunked);
                }

                _chunked = true;
            }
            else if (!Ascii.EqualsIgnoreCase(coding, "identity"u8))
            {
                head.Refuse(StatusCodes.Status501NotImplemented, RequestClass.Severe, RequestReason.BadTransferEncoding);
            }
            else if (_hasTransferEncoding)
            {
                head.Refuse(StatusCodes.Status400BadRequest, RequestClass.Severe, RequestReason.BadTransferEncoding);
            }
        }

        _hasTransferEncoding = true;
    }

    private void ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = HttpCharacters.TrimSpace(value[range]);
            _close |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _keepAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
            _upgrades |= Ascii.EqualsIgnoreCase(option, "upgrade"u8);
            _namesHeaders |= !IsPlain(option);
        }
    }

    // What the client declares to be for this connection only ends here.
    private static void DropNamedByConnection(RequestHead head)
    {
        foreach (ref readonly var connection in head.Fields)
        {
            if (connection.Kind != HeaderKind.Connection)
            {
                continue;
            }

            var value = head.Value(connection);
            foreach (var range in value.Split((byte)','))
            {
                var option = HttpCharacters.TrimSpace(value[range]);
                if (!IsPlain(option))
                {
                    Drop(head, option);
                }
            }
        }
    }

    private static void Drop(RequestHead head, ReadOnlySpan<byte> name)
    {
        foreach (ref var field in head.Fields)
        {
            field.IsDropped |= field.Kind == HeaderKind.Other && Ascii.EqualsIgnoreCase(head.Name(field), name);
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> option) =>
        option.IsEmpty || Ascii.EqualsIgnoreCase(option, "keep-alive"u8) || Ascii.EqualsIgnoreCase(option, "close"u8) || Ascii.EqualsIgnoreCase(option, "upgrade"u8);
}
