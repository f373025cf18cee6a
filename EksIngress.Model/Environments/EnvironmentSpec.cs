using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>
/// One environment: the whole contract between what publishes it and what builds it. It is written to
/// <c>environment.json</c> and read back by the provisioner.
/// </summary>
public sealed record EnvironmentSpec
{
    /// <summary>The version of the document that this code writes, and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the document's layout.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>
    /// Name of the environment and of its cluster: 1 to 40 lower-case letters, digits and hyphens, starting with a letter.
    /// Names of all that belongs to it are derived from this one.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>
    /// Name of the overlay of <c>kubernetes/</c> that belongs to this document, as <c>--environment</c> said when it was published:
    /// a DNS label. Default: <c>production</c>.
    /// </summary>
    public string Overlay { get; init; } = "production";

    /// <summary>AWS region, for example <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Kubernetes minor version of the control plane and the nodes. Default: <c>1.34</c>.</summary>
    public string KubernetesVersion { get; init; } = "1.34";

    /// <summary>Who can reach the Kubernetes API.</summary>
    public EndpointAccessSpec EndpointAccess { get; init; } = new();

    /// <summary>Where the cluster looks up who may use its API. Default: access entries of the EKS API.</summary>
    public ClusterAuthenticationMode AuthenticationMode { get; init; } = ClusterAuthenticationMode.Api;

    /// <summary>Tags of all AWS resources that are made for it, at most 40, beside the ownership tags; null for none.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html</remarks>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Values that are given when the environment is built; null for none.</summary>
    public IReadOnlyList<ParameterSpec>? Parameters { get; init; }

    /// <summary>Where the cluster gets secret parameters from; null for Secrets whose values the provisioner is given and sets in the cluster only.</summary>
    public SecretStoreSpec? SecretStore { get; init; }

    /// <summary>The VPC.</summary>
    public NetworkSpec Network { get; init; } = new();

    /// <summary>Managed node groups; at least one.</summary>
    public IReadOnlyList<NodeGroupSpec> NodeGroups { get; init; } = [];

    /// <summary>The AWS Load Balancer Controller.</summary>
    public LoadBalancerControllerSpec LoadBalancerController { get; init; } = new();

    /// <summary>
    /// Whether namespaces with Ingresses of ip targets get the label <c>elbv2.k8s.aws/pod-readiness-gate-inject: enabled</c>: a new pod is ready only when the load balancer
    /// finds it healthy, so that a rolling update ends no pod before the next one gets requests. Default: false.
    /// </summary>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
    public bool PodReadinessGates { get; init; }

    /// <summary>What runs in the cluster.</summary>
    public IReadOnlyList<WorkloadSpec> Workloads { get; init; } = [];

    /// <summary>What leads requests to the workloads.</summary>
    public IReadOnlyList<IngressSpec> Ingresses { get; init; } = [];
}
