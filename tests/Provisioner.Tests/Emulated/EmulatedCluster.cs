using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using EksIngress.Provisioner.Aws;
using k8s;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>Connects to a cluster of the emulator as kubectl does: with a token of the <c>token</c> command.</summary>
internal static class EmulatedCluster
{
    public static async Task<k8s.Kubernetes> ConnectAsync(ProvisionerRun run, AwsClients aws, string name, CancellationToken cancellationToken)
    {
        var cluster = (await aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = name }, cancellationToken)).Cluster;
        Assert.Equal(0, await run.RunAsync("token", "--cluster-name", name));
        var credential = JsonNode.Parse(run.Output)!;
        return new k8s.Kubernetes(new KubernetesClientConfiguration
        {
            Host = cluster.Endpoint,
            AccessToken = (string)credential["status"]!["token"]!,
            SslCaCerts = [X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(cluster.CertificateAuthority.Data)))],
        });
    }
}
