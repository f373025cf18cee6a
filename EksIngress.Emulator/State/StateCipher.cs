using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.State;

/// <summary>
/// Encrypts every value of the state file with AES-256-GCM, bound to the name of its row: keys, Secrets and credentials are among
/// them, and no kind of state can be forgotten. The key lies beside the file, for its owner alone.
/// </summary>
internal sealed class StateCipher : IDisposable
{
    private const string FileName = "emulator.key";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _aes;

    private StateCipher(byte[] key) => _aes = new AesGcm(key, TagBytes);

    /// <summary>Reads the key, or makes one where there is no state yet.</summary>
    /// <exception cref="EmulatorStartException">There is state, and its key is missing or damaged.</exception>
    public static StateCipher Open(EmulatorDirectory directory, bool hasState)
    {
        var path = Path.Combine(directory.FullPath, FileName);
        if (!File.Exists(path))
        {
            if (hasState)
            {
                throw new EmulatorStartException(
                    $"{path} is missing. Without it the state beside it cannot be read. Restore it, or delete {StateFile.FileName} to start with an empty account.");
            }

            directory.WriteSecretFile(FileName, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n");
        }

        try
        {
            var key = Base64Url.DecodeFromChars(File.ReadAllText(path).Trim());
            return key.Length == KeyBytes ? new StateCipher(key) : throw new FormatException($"It has {key.Length} bytes.");
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new EmulatorStartException($"{path} is no key of {KeyBytes} bytes in base64url: {exception.Message} Restore it, or delete it and {StateFile.FileName} to start with an empty account.", exception);
        }
    }

    /// <summary>How long a value is when it is encrypted.</summary>
    public static int LengthOf(int plainBytes) => NonceBytes + plainBytes + TagBytes;

    /// <summary>Writes nonce, ciphertext and tag, one after the other.</summary>
    /// <param name="name">Of the row, in UTF-8.</param>
    /// <param name="sealedValue"><see cref="LengthOf"/> bytes long.</param>
    public void Encrypt(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> sealedValue)
    {
        var nonce = sealedValue[..NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, value, sealedValue.Slice(NonceBytes, value.Length), sealedValue[(NonceBytes + value.Length)..], name);
    }

    /// <exception cref="CryptographicException">It was not encrypted with this key under this name.</exception>
    public byte[] Decrypt(string name, byte[] sealedValue)
    {
        if (sealedValue.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The value is too short.");
        }

        var value = new byte[sealedValue.Length - NonceBytes - TagBytes];
        _aes.Decrypt(sealedValue.AsSpan(0, NonceBytes), sealedValue.AsSpan(NonceBytes, value.Length), sealedValue.AsSpan(NonceBytes + value.Length), value, Encoding.UTF8.GetBytes(name));
        return value;
    }

    public void Dispose() => _aes.Dispose();
}
