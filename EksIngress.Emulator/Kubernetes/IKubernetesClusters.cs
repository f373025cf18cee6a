using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The Kubernetes side of EKS: one API server, one signing key, one set of nodes per cluster.</summary>
internal interface IKubernetesClusters
{
    /// <summary>Starts a cluster, anew or as an earlier run left it: TLS endpoint on loopback, controllers, service account issuer.</summary>
    /// <exception cref="InvalidOperationException">A cluster of that name runs already.</exception>
    Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken);

    /// <summary>Stops a cluster and forgets its objects. Nothing happens when there is none of that name.</summary>
    Task StopAsync(string name, CancellationToken cancellationToken);

    /// <summary>Adds a Ready node; workloads are placed on nodes only. Nothing happens when the cluster has it.</summary>
    Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken);

    /// <summary>Removes a node and its pods. Nothing happens when there is none of that name.</summary>
    Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken);

    /// <summary>Data of a ConfigMap; null when the cluster or the ConfigMap is not there.</summary>
    IReadOnlyDictionary<string, string>? FindConfigMap(string clusterName, NamespacedName key);

    /// <summary>Changes the data of a ConfigMap, which is made when it is not there. Nothing happens when there is no such cluster.</summary>
    void ChangeConfigMap(string clusterName, NamespacedName key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change);

    /// <summary>The loopback address of the node that an EC2 instance is; null when it is none of a cluster here.</summary>
    IPAddress? FindNodeAddress(string instanceId);

    /// <summary>The published keys of a service account issuer; null when no cluster has it.</summary>
    ServiceAccountIssuer? FindIssuer(string issuer);
}

/// <param name="Name">EKS cluster name.</param>
/// <param name="Version">Kubernetes version, for example <c>1.34</c>.</param>
/// <param name="Region">AWS region; pods get it as AWS_REGION.</param>
/// <param name="Issuer">OIDC issuer, for example <c>https://oidc.eks.eu-west-1.amazonaws.com/id/0123…</c>.</param>
/// <param name="AwsEndpoint">The emulator's own AWS endpoint; pods that speak to AWS get it as AWS_ENDPOINT_URL.</param>
internal sealed record KubernetesClusterSpec(string Name, string Version, string Region, string Issuer, Uri AwsEndpoint)
{
    /// <summary>Port of the API server; one that is taken, or 0, is any free one.</summary>
    public int Port { get; init; }
}

/// <param name="Endpoint"><c>https://127.0.0.1:PORT</c>.</param>
/// <param name="CertificateAuthorityPem">Certificate authority that signed the endpoint's certificate.</param>
internal sealed record KubernetesClusterInfo(Uri Endpoint, string CertificateAuthorityPem);

/// <param name="Name">Node name as EC2 private DNS has it, for example <c>ip-192-168-10-12.eu-west-1.compute.internal</c>.</param>
/// <param name="InstanceId">EC2 instance id; becomes spec.providerID <c>aws:///ZONE/INSTANCE</c>.</param>
/// <param name="Zone">Availability zone, for example <c>eu-west-1a</c>.</param>
internal sealed record KubernetesNodeSpec(
    string Name,
    string InstanceId,
    string InstanceType,
    string Zone,
    string NodeGroup,
    IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>What keeps pods away, by Kubernetes' names.</summary>
    public IReadOnlyList<(string Key, string? Value, string Effect)> Taints { get; init; } = [];
}

/// <summary>What <c>/.well-known/openid-configuration</c> and <c>/keys</c> publish.</summary>
/// <param name="Issuer">Value of the <c>iss</c> claim.</param>
/// <param name="Keys">RSA public keys by key id.</param>
internal sealed record ServiceAccountIssuer(
    string Issuer,
    IReadOnlyDictionary<string, System.Security.Cryptography.RSAParameters> Keys);
