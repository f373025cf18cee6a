using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>Clusters without an API server: a signing key, a list of nodes, and service account tokens for tests.</summary>
internal sealed class FakeKubernetes : IKubernetesClusters
{
    private readonly ConcurrentDictionary<string, (string Issuer, RSA Key)> _clusters = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, KubernetesNodeSpec> Nodes { get; } = new(StringComparer.Ordinal);

    public string? FailStart { get; set; }

    public Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken)
    {
        if (FailStart is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        _clusters[spec.Name] = (spec.Issuer, RSA.Create(2048));
        return Task.FromResult(new KubernetesClusterInfo(new Uri("https://127.0.0.1:6443"), "-----BEGIN CERTIFICATE-----\n"));
    }

    public Task StopAsync(string name, CancellationToken cancellationToken)
    {
        _clusters.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken)
    {
        Nodes[node.Name] = node;
        return Task.CompletedTask;
    }

    public Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken)
    {
        Nodes.TryRemove(nodeName, out _);
        return Task.CompletedTask;
    }

    /// <summary>By name; all clusters share them.</summary>
    public ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> ConfigMaps { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string>? FindConfigMap(string clusterName, NamespacedName key) => ConfigMaps.GetValueOrDefault(key.Name);

    public void ChangeConfigMap(string clusterName, NamespacedName key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change) =>
        ConfigMaps[key.Name] = change(ConfigMaps.GetValueOrDefault(key.Name) ?? new Dictionary<string, string>());

    public IPAddress? FindNodeAddress(string instanceId) => null;

    public ServiceAccountIssuer? FindIssuer(string issuer)
    {
        var found = _clusters.Values.FirstOrDefault(cluster => cluster.Issuer == issuer);
        return found.Key is null ? null : new ServiceAccountIssuer(issuer, new Dictionary<string, RSAParameters> { ["key-1"] = found.Key.ExportParameters(includePrivateParameters: false) });
    }

    /// <summary>Starts a cluster for its issuer alone.</summary>
    public string AddIssuer(string hex)
    {
        var issuer = $"https://oidc.eks.eu-west-1.amazonaws.com/id/{hex}";
        _clusters[hex] = (issuer, RSA.Create(2048));
        return issuer;
    }

    /// <summary>Signs a token with the issuer's key.</summary>
    public string Token(string issuer, IReadOnlyDictionary<string, object> claims, string algorithm = "RS256", string keyId = "key-1", RSA? otherKey = null)
    {
        var key = otherKey ?? _clusters.Values.First(cluster => cluster.Issuer == issuer).Key;
        var header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid = keyId, typ = "JWT" }));
        var text = $"{header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
