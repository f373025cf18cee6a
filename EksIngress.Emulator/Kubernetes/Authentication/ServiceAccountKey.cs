using System.Security.Cryptography;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The RSA key that a cluster signs service account tokens with.</summary>
internal sealed class ServiceAccountKey : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public ServiceAccountKey()
    {
        Parameters = _key.ExportParameters(includePrivateParameters: false);
        KeyId = Base64(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Id in the published key set: the hash of the public key, as Kubernetes computes it.</summary>
    public string KeyId { get; }

    public RSAParameters Parameters { get; }

    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => _key.Dispose();

    private static string Base64(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
