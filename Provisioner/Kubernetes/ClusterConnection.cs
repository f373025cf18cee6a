using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.EKS.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;
using k8s;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>The connection to the environment's cluster, made when it is first needed and again when the cluster was replaced.</summary>
internal sealed class ClusterConnection(EnvironmentContext context) : IDisposable
{
    private readonly ClusterFinder _clusters = new(context);
    private readonly Lock _lock = new();
    private readonly List<ClusterApi> _retired = [];
    private ClusterApi? _api;
    private string? _endpoint;

    /// <exception cref="ProvisioningException">The cluster is gone or not ready.</exception>
    public async Task<ClusterApi> GetAsync(CancellationToken cancellationToken) => Get(await _clusters.GetAsync(cancellationToken));

    /// <param name="cluster">The cluster as it was just described: a second look could find it gone.</param>
    /// <exception cref="ProvisioningException">It has no endpoint.</exception>
    public ClusterApi Get(Cluster cluster)
    {
        if (cluster.Endpoint is not { Length: > 0 } endpoint || cluster.CertificateAuthority?.Data is not { Length: > 0 } authority)
        {
            throw new ProvisioningException($"Cluster {cluster.Name} is {cluster.Status} and has no endpoint. Run apply again.");
        }

        lock (_lock)
        {
            if (_api is null || _endpoint != endpoint)
            {
                // Another step may be in the middle of a call on the old one.
                if (_api is not null)
                {
                    _retired.Add(_api);
                }

                _api = Connect(context.Target, endpoint, authority, cluster.Name, context.Time);
                _endpoint = endpoint;
            }

            return _api;
        }
    }

    public void Dispose()
    {
        _api?.Dispose();
        _retired.ForEach(api => api.Dispose());
    }

    /// <param name="target">Whose credentials sign the tokens.</param>
    /// <param name="endpoint">Address of the cluster's API.</param>
    /// <param name="authority">Its certificate authority: PEM in base64, as DescribeCluster answers it.</param>
    /// <param name="clusterName">The name that tokens carry.</param>
    /// <param name="time">Says when a token is old.</param>
    public static ClusterApi Connect(Target target, string endpoint, string authority, string clusterName, TimeProvider time)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(authority)));
        return new ClusterApi(new KubernetesClientConfiguration
        {
            Host = endpoint,
            SslCaCerts = certificates,
            TokenProvider = new EksTokenProvider(target, clusterName, time),
            UserAgent = "eksingress-provisioner",
        });
    }
}
