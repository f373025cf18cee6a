using System.Text;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Reads the wire format of protobuf: field after field, numbers and stretches of bytes.</summary>
/// <remarks>Source: https://protobuf.dev/programming-guides/encoding/</remarks>
/// <param name="message">What errors name.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data, string message)
{
    public const int Varint = 0;
    public const int LengthDelimited = 2;

    private const int MaxFieldNumber = (1 << 29) - 1;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = data;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next field's number, and how its value is written.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public (int Number, int WireType) ReadTag()
    {
        var tag = ReadVarint();
        var number = tag >> 3;
        return number is 0 or > MaxFieldNumber ? throw Malformed($"illegal tag {tag}") : ((int)number, (int)(tag & 7));
    }

    public readonly FormatException Malformed(string what) => new($"proto: {message}: {what}");

    /// <exception cref="FormatException">It does not end, or has more than 64 bits.</exception>
    public ulong ReadVarint()
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw Malformed("unexpected EOF");
            }

            var next = _rest[0];
            _rest = _rest[1..];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed("integer overflow");
    }

    /// <exception cref="FormatException">There is less left than it says.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)_rest.Length)
        {
            throw Malformed("unexpected EOF");
        }

        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    /// <exception cref="FormatException">It is not UTF-8.</exception>
    public string ReadText()
    {
        try
        {
            return s_utf8.GetString(ReadBytes());
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("string contains invalid UTF-8");
        }
    }
}
