using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>A service account issuer that STS finds, with no cluster behind it.</summary>
internal sealed class IssuerOnly : IKubernetesClusters, IDisposable
{
    public const string Issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

    private readonly RSA _key = RSA.Create(2048);

    public string Token(string subject)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = Part(new { alg = "RS256", kid = "key-1", typ = "JWT" });
        var text = $"{header}.{Part(new { iss = Issuer, sub = subject, aud = (string[])["sts.amazonaws.com"], iat = now, nbf = now, exp = now + 3600 })}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public ServiceAccountIssuer? FindIssuer(string issuer) => issuer == Issuer
        ? new ServiceAccountIssuer(Issuer, new Dictionary<string, RSAParameters> { ["key-1"] = _key.ExportParameters(includePrivateParameters: false) })
        : null;

    public IPAddress? FindNodeAddress(string instanceId) => null;

    public Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => _key.Dispose();

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
