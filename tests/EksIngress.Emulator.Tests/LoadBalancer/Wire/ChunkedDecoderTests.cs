using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

public sealed class ChunkedDecoderTests
{
    [Theory]
    [InlineData("0\r\n\r\n", "", "")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", "hello!", "")]
    [InlineData("5;name=value\r\nhello\r\n0;last\r\n\r\n", "hello", "")]
    [InlineData("5  \r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("A\r\n0123456789\r\n000\r\n\r\n", "0123456789", "")]
    [InlineData("0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n", "", "X-Sum: 1\r\nX-More: 2\r\n")]
    [InlineData("0\r\nContent-Length: 9\r\nHost: evil\r\nX-Sum: 1\r\n\r\n", "", "X-Sum: 1\r\n")]
    public void Decode_WellFormed_GivesPayloadAndTrailers(string text, string payload, string trailers)
    {
        foreach (var step in new[] { 1, 2, 7, text.Length })
        {
            var (decoder, decoded) = Decode(text, step);

            Assert.True(decoder.IsDone, $"step {step}");
            Assert.Equal(payload, decoded);
            Assert.Equal(trailers, Encoding.Latin1.GetString(decoder.Trailers.Span));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("+5\r\nhello\r\n")]
    [InlineData("0x5\r\nhello\r\n")]
    [InlineData(" 5\r\nhello\r\n")]
    [InlineData("g\r\n")]
    [InlineData(";ext\r\n")]
    [InlineData("5\nhello\r\n")]
    [InlineData("5\rhello")]
    [InlineData("5;a\nhello")]
    [InlineData("5;a\0b\r\n")]
    [InlineData("5\r\nhellothere")]
    [InlineData("5\r\nhello\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("0000000000000005\r\n")]
    [InlineData("0\r\nno colon\r\n\r\n")]
    [InlineData("0\r\nX : 1\r\n\r\n")]
    [InlineData("0\r\nX: 1\n\r\n")]
    [InlineData("0\r\nX: a\0b\r\n\r\n")]
    public void Decode_Malformed_IsBad(string text)
    {
        foreach (var step in new[] { 1, text.Length })
        {
            Assert.True(Decode(text, step).Decoder.IsBad, $"step {step}");
        }
    }

    [Theory]
    [InlineData("5;")]
    [InlineData("0\r\nX: ")]
    public void Decode_EndlessLine_IsBad(string start) => Assert.True(Decode(start + new string('a', 20_000), 1000).Decoder.IsBad);

    private static (ChunkedDecoder Decoder, string Payload) Decode(string text, int step)
    {
        var decoder = new ChunkedDecoder();
        var payload = new StringBuilder();
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var i = 0; i < bytes.Length && !decoder.IsDone && !decoder.IsBad; i += step)
        {
            ReadOnlySpan<byte> piece = bytes.AsSpan(i, Math.Min(step, bytes.Length - i));
            while (!piece.IsEmpty && !decoder.IsDone && !decoder.IsBad)
            {
                var used = decoder.Decode(piece, out var run);
                payload.Append(Encoding.Latin1.GetString(run));
                piece = piece[used..];
            }
        }

        return (decoder, payload.ToString());
    }
}
