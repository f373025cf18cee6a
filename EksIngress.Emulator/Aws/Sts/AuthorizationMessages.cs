using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>
/// Messages about refusals that only whoever may decode them can read: packed, and sealed under a key of the account, so that they outlive the run that
/// wrote them and none can be made up.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html</remarks>
internal sealed class AuthorizationMessages(AdministratorKey administrator)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(administrator.SecretAccessKey), 32, info: "authorization message"u8.ToArray());

    public string Encode(string message)
    {
        var packed = Pack(Encoding.UTF8.GetBytes(message));
        var sealedMessage = new byte[NonceBytes + TagBytes + packed.Length];
        var nonce = sealedMessage.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(nonce, packed, sealedMessage.AsSpan(NonceBytes + TagBytes), sealedMessage.AsSpan(NonceBytes, TagBytes));
        return Base64Url.EncodeToString(sealedMessage);
    }

    /// <returns>Null for what <see cref="Encode"/> of this account has not made.</returns>
    public string? Decode(string encoded)
    {
        if (!Base64Url.IsValid(encoded) || Base64Url.DecodeFromChars(encoded) is not { Length: > NonceBytes + TagBytes } sealedMessage)
        {
            return null;
        }

        var packed = new byte[sealedMessage.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        try
        {
            cipher.Decrypt(sealedMessage.AsSpan(0, NonceBytes), sealedMessage.AsSpan(NonceBytes + TagBytes), sealedMessage.AsSpan(NonceBytes, TagBytes), packed);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(Unpack(packed));
    }

    private static byte[] Pack(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(message);
        }

        return packed.ToArray();
    }

    // Only what was packed here comes this far, so its size is bounded by that of a request.
    private static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var message = new MemoryStream();
        brotli.CopyTo(message);
        return message.ToArray();
    }
}
