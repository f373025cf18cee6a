using System.Buffers.Text;
using System.Text;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Bytes that grow at their end; for heads and small bodies, reused from message to message.</summary>
internal sealed class HeadWriter
{
    private byte[] _bytes = new byte[2048];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Text whose characters are bytes: what came as Latin-1 goes as Latin-1.</summary>
    public void Write(string text) => Length += Encoding.Latin1.GetBytes(text, Reserve(text.Length));

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Reserve(20), out var written);
        Length += written;
    }

    public void WriteHex(long number)
    {
        Utf8Formatter.TryFormat(number, Reserve(16), out var written, 'x');
        Length += written;
    }

    /// <summary>Room for that many bytes after those that are there; <see cref="Advance"/> keeps them.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;
}
