using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Bench.Account;

/// <summary>Clusters that are a key and an issuer and nothing else: what is measured is the account.</summary>
internal sealed class KeyClusters : IKubernetesClusters, IDisposable
{
    private const string KeyId = "key";

    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, RSAParameters> _keys;

    public KeyClusters() => _keys = new(StringComparer.Ordinal) { [KeyId] = _key.ExportParameters(includePrivateParameters: false) };

    public Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken) =>
        Task.FromResult(new KubernetesClusterInfo(new Uri("https://127.0.0.1:6443"), "-----BEGIN CERTIFICATE-----\n"));

    public Task StopAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken) => Task.CompletedTask;

    public IPAddress? FindNodeAddress(string instanceId) => null;

    public IReadOnlyDictionary<string, string>? FindConfigMap(string clusterName, NamespacedName key) => null;

    public void ChangeConfigMap(string clusterName, NamespacedName key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
    }

    public ServiceAccountIssuer? FindIssuer(string issuer) => new(issuer, _keys);

    /// <summary>A token of a service account, for STS, valid for an hour.</summary>
    /// <param name="number">Tells it from others of the same time.</param>
    public string Token(string issuer, string subject, int number, DateTimeOffset now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = KeyId, typ = "JWT" });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { iss = issuer, sub = subject, aud = "sts.amazonaws.com", iat = now.ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds(), jti = number.ToString(CultureInfo.InvariantCulture) });
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => _key.Dispose();
}
