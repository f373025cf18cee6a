namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Takes the chunked coding off a body, piece by piece, for example <c>5\r\nhello\r\n0\r\n\r\n</c>. Extensions are ignored.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc9112#section-7.1</remarks>
internal struct ChunkedDecoder()
{
    // A size line may carry extensions; nobody needs long ones.
    private const int MaxSizeLine = 4096;
    private const int MaxTrailers = 16 * 1024;

    private readonly HeadWriter _line = new();
    private State _state;
    private long _remaining;
    private int _digits;
    private int _lineLength;

    private enum State : byte
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        Trailer,
        Done,
        Bad,
    }

    public readonly bool IsDone => _state == State.Done;

    public readonly bool IsBad => _state == State.Bad;

    /// <summary>Trailers as lines to be passed on, each with its line end; complete once <see cref="IsDone"/>.</summary>
    public HeadWriter Trailers { get; } = new();

    public void Clear()
    {
        (_state, _remaining, _digits, _lineLength) = (State.Size, 0, 0, 0);
        _line.Clear();
        Trailers.Clear();
    }

    /// <summary>Reads up to the end of the next run of payload, or all there is.</summary>
    /// <param name="payload">May be empty.</param>
    /// <returns>How many bytes of the input were used up.</returns>
    public int Decode(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        payload = [];
        var position = 0;
        while (position < input.Length && _state < State.Done)
        {
            if (_state == State.Data)
            {
                var count = (int)Math.Min(_remaining, input.Length - position);
                payload = input.Slice(position, count);
                _remaining -= count;
                _state = _remaining == 0 ? State.DataReturn : State.Data;
                return position + count;
            }

            _state = Next(input[position++]);
        }

        return position;
    }

    private State Next(byte value)
    {
        switch (_state)
        {
            case State.Size:
                return NextOfSize(value);
            case State.Extension:
                return value switch
                {
                    (byte)'\r' => State.SizeEnd,
                    (byte)'\t' => Extend(),
                    < 0x20 or 0x7F => State.Bad,
                    _ => Extend(),
                };
            case State.SizeEnd when value == '\n':
                _digits = _lineLength = 0;
                return _remaining == 0 ? State.Trailer : State.Data;
            case State.DataReturn when value == '\r':
                return State.DataEnd;
            case State.DataEnd when value == '\n':
                return State.Size;
            case State.Trailer:
                return NextOfTrailer(value);
            default:
                return State.Bad;
        }
    }

    private State NextOfSize(byte value)
    {
        if (char.IsAsciiHexDigit((char)value))
        {
            // 15 digits are more than anybody sends and still fit.
            _remaining = (_remaining << 4) | (uint)(value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10);
            return ++_digits > 15 ? State.Bad : State.Size;
        }

        return _digits == 0
            ? State.Bad
            : value switch
            {
                (byte)'\r' => State.SizeEnd,
                (byte)';' or (byte)' ' or (byte)'\t' => State.Extension,
                _ => State.Bad,
            };
    }

    private State Extend() => ++_lineLength > MaxSizeLine ? State.Bad : State.Extension;

    private State NextOfTrailer(byte value)
    {
        if (value != '\n')
        {
            _line.Write([value]);
            return _line.Length + Trailers.Length > MaxTrailers ? State.Bad : State.Trailer;
        }

        var line = _line.Span;
        if (line.IsEmpty || line[^1] != '\r')
        {
            return State.Bad;
        }

        line = line[..^1];
        if (line.IsEmpty)
        {
            return State.Done;
        }

        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(HttpCharacters.Token) || line.ContainsAny(HttpCharacters.NullOrReturn))
        {
            return State.Bad;
        }

        // What frames or routes a message, or is the load balancer's to write, has no place behind it.
        if (KnownHeaders.Find(line[..colon]) == HeaderKind.Other)
        {
            Trailers.Write(line);
            Trailers.Write("\r\n"u8);
        }

        _line.Clear();
        return State.Trailer;
    }
}
