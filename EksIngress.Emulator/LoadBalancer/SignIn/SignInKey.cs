using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>
/// The keys of one load balancer: one seals what is left with clients, the other signs what targets are told of users. Both live as long as
/// the emulator; AWS changes them at times of its own.
/// </summary>
internal sealed class SignInKey : IDisposable
{
    private const int IdSize = 8;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    // The largest that is sealed is a session: 11 K of claims and token, a refresh token and a little more.
    private const int MaxPlain = 64 * 1024;

    private readonly byte[] _sealing = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _sealingId = RandomNumberGenerator.GetBytes(IdSize);
    private readonly ECDsa _signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The <c>kid</c> of signatures.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The public half of the signing key.</summary>
    public string PublicKeyPem => _signing.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>ES256: 64 bytes, the two numbers one after the other.</summary>
    public byte[] Sign(string text) => _signing.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Makes a text that only this key can make and read.</summary>
    public string Seal(SealKind kind, ReadOnlySpan<byte> plain)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (plain.Length > MaxPlain || !BrotliEncoder.TryCompress(plain, packed, out var length, quality: 5, window: 18))
        {
            throw new ArgumentException($"At most {MaxPlain} bytes can be sealed.", nameof(plain));
        }

        var bytes = new byte[IdSize + NonceSize + TagSize + length];
        _sealingId.CopyTo(bytes, 0);
        var nonce = bytes.AsSpan(IdSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_sealing, TagSize);
        aes.Encrypt(nonce, packed.AsSpan(0, length), bytes.AsSpan(IdSize + NonceSize + TagSize), bytes.AsSpan(IdSize + NonceSize, TagSize), [(byte)kind]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="Seal"/> made.</summary>
    /// <param name="isOwn">False for what another key made, for example that of the emulator's last run.</param>
    public bool TryOpen(SealKind kind, string text, [NotNullWhen(true)] out byte[]? plain, out bool isOwn)
    {
        plain = null;
        isOwn = true;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done || length <= IdSize + NonceSize + TagSize)
        {
            return false;
        }

        isOwn = bytes.AsSpan(0, IdSize).SequenceEqual(_sealingId);
        return isOwn && TryDecrypt(kind, bytes.AsSpan(IdSize, length - IdSize), out plain);
    }

    public void Dispose() => _signing.Dispose();

    private bool TryDecrypt(SealKind kind, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        var packed = new byte[bytes.Length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(_sealing, TagSize);
            aes.Decrypt(bytes[..NonceSize], bytes[(NonceSize + TagSize)..], bytes.Slice(NonceSize, TagSize), packed, [(byte)kind]);
        }
        catch (AuthenticationTagMismatchException)
        {
            // Changed on its way, or made for another use.
            return false;
        }

        var unpacked = new byte[MaxPlain];
        if (!BrotliDecoder.TryDecompress(packed, unpacked, out var length))
        {
            throw new InvalidOperationException("What was sealed cannot be unpacked.");
        }

        plain = unpacked[..length];
        return true;
    }
}
