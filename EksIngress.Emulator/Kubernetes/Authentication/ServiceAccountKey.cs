using System.Security.Cryptography;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The RSA key that a cluster signs service account tokens with.</summary>
internal sealed class ServiceAccountKey : IDisposable
{
    private readonly RSA _key;

    private ServiceAccountKey(RSA key)
    {
        _key = key;
        Parameters = _key.ExportParameters(includePrivateParameters: false);
        KeyId = Base64(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Id in the published key set: the hash of the public key, as Kubernetes computes it.</summary>
    public string KeyId { get; }

    public RSAParameters Parameters { get; }

    public static ServiceAccountKey Create() => new(RSA.Create(2048));

    /// <param name="pkcs8">From <see cref="Export"/>.</param>
    public static ServiceAccountKey Restore(byte[] pkcs8)
    {
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new ServiceAccountKey(key);
    }

    /// <summary>The private key as PKCS#8.</summary>
    public byte[] Export() => _key.ExportPkcs8PrivateKey();

    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => _key.Dispose();

    private static string Base64(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
