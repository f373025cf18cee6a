using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>
/// Makes the values of stickiness cookies and reads them: 96 bytes of AES-GCM as 128 characters of Base64. Nobody without the key can
/// make, read or change one.
/// </summary>
/// <param name="key">32 bytes. AWS rotates it at times of its own; here it lives as long as the emulator.</param>
internal sealed class StickinessCodec(byte[] key)
{
    /// <summary>Length of every value.</summary>
    public const int TextLength = 128;

    private const int Size = TextLength / 4 * 3;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int PlainSize = Size - NonceSize - TagSize;
    private const byte Version = 1;

    /// <summary>A codec whose key nobody else has.</summary>
    public static StickinessCodec Create() => new(RandomNumberGenerator.GetBytes(32));

    public string Encode(in StickyBinding binding)
    {
        Span<byte> plain = stackalloc byte[PlainSize];
        plain.Clear();
        plain[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(plain[1..], binding.Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt128BigEndian(plain[9..], binding.Group);
        BinaryPrimitives.WriteUInt128BigEndian(plain[25..], binding.Target);

        Span<byte> sealedBytes = stackalloc byte[Size];
        var nonce = sealedBytes[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        using (var aes = new AesGcm(key, TagSize))
        {
            aes.Encrypt(nonce, plain, sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), [(byte)binding.Kind]);
        }

        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>False for anything that this codec did not make for this kind, and for what has expired.</summary>
    public bool TryDecode(string? text, StickinessKind kind, DateTimeOffset now, [NotNullWhen(true)] out StickyBinding? binding)
    {
        binding = null;
        Span<byte> sealedBytes = stackalloc byte[Size];
        if (text?.Length != TextLength || !Convert.TryFromBase64String(text, sealedBytes, out var written) || written != Size)
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[PlainSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(sealedBytes[..NonceSize], sealedBytes[(NonceSize + TagSize)..], sealedBytes.Slice(NonceSize, TagSize), plain, [(byte)kind]);
        }
        catch (AuthenticationTagMismatchException)
        {
            // Of another load balancer, of an emulator before this one, or made up: the client is as good as new.
            return false;
        }

        var found = new StickyBinding(
            kind,
            BinaryPrimitives.ReadUInt128BigEndian(plain[9..]),
            BinaryPrimitives.ReadUInt128BigEndian(plain[25..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain[1..])));
        if (plain[0] != Version || found.Expires <= now)
        {
            return false;
        }

        binding = found;
        return true;
    }
}
