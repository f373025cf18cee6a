using System.Net.Http.Headers;
using EksIngress.Provisioner.Aws;
using k8s.Authentication;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Mints tokens for one cluster from the run's own AWS credentials, each used for most of its life.</summary>
internal sealed class EksTokenProvider(Target target, string clusterName, TimeProvider time) : ITokenProvider
{
    private readonly Lock _lock = new();
    private string? _token;
    private DateTimeOffset _renewAt;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_token is not null && time.GetUtcNow() < _renewAt)
            {
                return new AuthenticationHeaderValue("Bearer", _token);
            }
        }

        var credentials = await target.Credentials.GetCredentialsAsync();
        var token = EksToken.Create(credentials, target.Region, clusterName);
        lock (_lock)
        {
            _token = token;
            _renewAt = time.GetUtcNow() + EksToken.Lifetime - TimeSpan.FromMinutes(4);
        }

        return new AuthenticationHeaderValue("Bearer", token);
    }
}
