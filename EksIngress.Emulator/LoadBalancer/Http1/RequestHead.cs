using System.Buffers;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Desync;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>
/// Request line and headers of one request as they came, byte for byte; nothing is decoded, folded or put in order. An object serves all
/// requests of a connection, one after the other.
/// </summary>
internal sealed class RequestHead
{
    // Taken over in pieces, so that little of a body is copied.
    private const int Piece = 4096;

    private byte[] _bytes = new byte[Piece];
    private HeaderField[] _fields = new HeaderField[32];
    private HeadScanner _scanner = new();
    private (int Start, int Length) _method;
    private (int Start, int Length) _target;
    private int _fieldCount;

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Method => _bytes.AsSpan(_method.Start, _method.Length);

    public ReadOnlySpan<byte> Target => _bytes.AsSpan(_target.Start, _target.Length);

    public Span<HeaderField> Fields => _fields.AsSpan(0, _fieldCount);

    /// <summary>2 for a request of an HTTP/2 connection.</summary>
    public int MajorVersion { get; set; } = 1;

    /// <summary>0 for HTTP/1.0, 1 for everything later.</summary>
    public int MinorVersion { get; set; } = 1;

    public BodyFraming Framing { get; set; }

    /// <summary>Of a body framed by its length.</summary>
    public long ContentLength { get; set; }

    /// <summary>False when the client asked for the end of the connection, or speaks HTTP/1.0 and did not ask to keep it.</summary>
    public bool KeepsConnection { get; set; }

    /// <summary>The client asks to go on with WebSocket.</summary>
    public bool IsWebSocket { get; set; }

    public bool ExpectsContinue { get; set; }

    /// <summary>Worst that was found.</summary>
    public RequestClass Class { get; private set; }

    /// <summary>What was found first in that class.</summary>
    public RequestReason Reason { get; private set; }

    /// <summary>Status code for a request that cannot be taken in any mode; 0 when it can.</summary>
    public int Fault { get; private set; }

    public ReadOnlySpan<byte> Name(in HeaderField field) => _bytes.AsSpan(field.NameStart, field.NameLength);

    public ReadOnlySpan<byte> Value(in HeaderField field) => _bytes.AsSpan(field.ValueStart, field.ValueLength);

    public void Clear()
    {
        _scanner.Clear();
        Length = 0;
        _fieldCount = 0;
        _method = _target = default;
        (MajorVersion, MinorVersion) = (1, 1);
        Framing = BodyFraming.None;
        ContentLength = 0;
        KeepsConnection = IsWebSocket = ExpectsContinue = false;
        Class = RequestClass.Compliant;
        Reason = RequestReason.Compliant;
        Fault = 0;
    }

    /// <summary>Takes what belongs to the head out of what came.</summary>
    /// <param name="consumed">Bytes that were taken; with a whole head, those up to its end.</param>
    /// <returns>True when the head is whole, or too large (<see cref="Fault"/>).</returns>
    public bool Append(in ReadOnlySequence<byte> input, out long consumed)
    {
        consumed = 0;
        foreach (var segment in input)
        {
            var rest = segment.Span;
            if (Length == 0)
            {
                // Empty lines before a request are left over from bodies of sloppy clients.
                var start = rest.IndexOfAnyExcept((byte)'\r', (byte)'\n');
                start = start < 0 ? rest.Length : start;
                consumed += start;
                rest = rest[start..];
            }

            while (!rest.IsEmpty)
            {
                var taken = rest[..Math.Min(rest.Length, Piece)];
                Take(taken);
                consumed += taken.Length;
                if (_scanner.Scan(_bytes.AsSpan(0, Length)))
                {
                    consumed -= Length - _scanner.Length;
                    Length = _scanner.Length;
                    RequestHeadParser.Parse(this, _bytes.AsSpan(0, Length), _scanner);
                    return true;
                }

                if (RequestLimits.FindFault(_scanner, Length) is not 0 and var fault)
                {
                    Refuse(fault, RequestClass.Compliant, RequestReason.Compliant);
                    return true;
                }

                rest = rest[taken.Length..];
            }
        }

        return false;
    }

    /// <summary>Starts a request that came in another form than the text of HTTP/1.</summary>
    public void LoadRequestLine(string method, string target)
    {
        Clear();
        _method = Store(method);
        _target = Store(target);
        MajorVersion = 2;
        MinorVersion = 0;
    }

    /// <summary>Adds a header to a request that came in another form. Names of HTTP/2 are in lower case.</summary>
    public void LoadHeader(string name, string value)
    {
        var (nameStart, nameLength) = Store(name);
        var (valueStart, valueLength) = Store(value);
        Ascii.ToLowerInPlace(_bytes.AsSpan(nameStart, nameLength), out _);
        Add(new HeaderField
        {
            NameStart = nameStart,
            NameLength = nameLength,
            ValueStart = valueStart,
            ValueLength = valueLength,
            Kind = KnownHeaders.Find(_bytes.AsSpan(nameStart, nameLength)),
        });
    }

    public void SetRequestLine((int Start, int Length) method, (int Start, int Length) target) => (_method, _target) = (method, target);

    public void Add(in HeaderField field)
    {
        if (_fieldCount == _fields.Length)
        {
            Array.Resize(ref _fields, _fieldCount * 2);
        }

        _fields[_fieldCount++] = field;
    }

    /// <summary>Notes a finding; the worst class counts, and in it the first reason.</summary>
    public void Note(RequestClass found, RequestReason reason)
    {
        if (found > Class)
        {
            (Class, Reason) = (found, reason);
        }
    }

    /// <summary>Notes that the request cannot be taken; the first such finding decides the answer.</summary>
    public void Refuse(int statusCode, RequestClass found, RequestReason reason)
    {
        Note(found, reason);
        Fault = Fault == 0 ? statusCode : Fault;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    private (int Start, int Length) Store(string text)
    {
        var start = Length;
        var count = Encoding.Latin1.GetByteCount(text);
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Length += Encoding.Latin1.GetBytes(text, _bytes.AsSpan(Length));
        return (start, count);
    }
}
