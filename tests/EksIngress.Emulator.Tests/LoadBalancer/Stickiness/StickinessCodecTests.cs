using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.Tests.LoadBalancer.Stickiness;

public sealed class StickinessCodecTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StickyBinding Binding = new(StickinessKind.Target, StickyToken.Of("group"), StickyToken.Of("target"), Now.AddMinutes(1));

    private readonly StickinessCodec _codec = StickinessCodec.Create();

    [Theory]
    [InlineData((byte)StickinessKind.Target)]
    [InlineData((byte)StickinessKind.Application)]
    [InlineData((byte)StickinessKind.TargetGroup)]
    public void Decode_OwnValue_IsWhatWasEncodedAndOnlyForItsKind(byte kind)
    {
        var binding = Binding with { Kind = (StickinessKind)kind };
        var text = _codec.Encode(binding);

        Assert.Equal(StickinessCodec.TextLength, text.Length);
        foreach (var other in Enum.GetValues<StickinessKind>())
        {
            Assert.Equal(other == binding.Kind, _codec.TryDecode(text, other, Now, out var decoded));
            Assert.Equal(other == binding.Kind ? binding : null, decoded);
        }
    }

    [Fact]
    public void Encode_SameTwice_DiffersAndHoldsNothingReadable()
    {
        Assert.NotEqual(_codec.Encode(Binding), _codec.Encode(Binding));
        var bytes = Convert.FromBase64String(_codec.Encode(Binding));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(BitConverter.GetBytes((ulong)Binding.Group)));
    }

    [Fact]
    public void Decode_Expired_IsRefused()
    {
        var text = _codec.Encode(Binding);

        Assert.True(_codec.TryDecode(text, StickinessKind.Target, Now.AddSeconds(59), out _));
        Assert.False(_codec.TryDecode(text, StickinessKind.Target, Now.AddSeconds(60), out _));
    }

    [Fact]
    public void Decode_OtherKey_IsRefused() =>
        Assert.False(StickinessCodec.Create().TryDecode(_codec.Encode(Binding), StickinessKind.Target, Now, out _));

    [Fact]
    public void Decode_AnyBitTurned_IsRefused()
    {
        var bytes = Convert.FromBase64String(_codec.Encode(Binding));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_codec.TryDecode(Convert.ToBase64String(bytes), StickinessKind.Target, Now, out _));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Decode_WhateverAClientSends_IsRefusedWithoutAnException()
    {
        var random = new Random(11);
        var value = _codec.Encode(Binding);
        for (var i = 0; i < 20_000; i++)
        {
            var text = random.Next(4) switch
            {
                0 => new string([.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => (char)random.Next(1, 0x250))]),
                1 => Convert.ToBase64String([.. Enumerable.Range(0, 96).Select(_ => (byte)random.Next(256))]),
                2 => value[..random.Next(value.Length)],
                _ => value.Insert(random.Next(value.Length), "="),
            };
            Assert.False(_codec.TryDecode(text, StickinessKind.Target, Now, out _));
        }

        Assert.False(_codec.TryDecode(null, StickinessKind.Target, Now, out _));
        Assert.False(_codec.TryDecode(StickyCookies.Removed, StickinessKind.Target, Now, out _));

        // One in fifty values has nothing to escape.
        while (!value.AsSpan().ContainsAny('+', '/'))
        {
            value = _codec.Encode(Binding);
        }

        Assert.False(_codec.TryDecode(Uri.EscapeDataString(value), StickinessKind.Target, Now, out _));
    }
}
