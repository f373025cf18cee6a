using System.Net.Http.Headers;
using k8s.Authentication;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>The pod's projected token, read for every request: the kubelet replaces it while the pod runs.</summary>
internal sealed class ServiceAccountToken(string file) : ITokenProvider
{
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await File.ReadAllTextAsync(file, cancellationToken)).Trim());
}
