using Aspire.Hosting.AWS;
using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// An Amazon EKS cluster with what leads requests into it. The projects of the application run in it: all of them when it
/// is the only environment, otherwise those that name it with <c>WithComputeEnvironment</c>.
/// </summary>
/// <param name="name">Name of the environment and of its cluster: 1 to 40 lower-case letters, digits and hyphens.</param>
public sealed class EksEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    private readonly List<EksNodeGroupResource> _nodeGroups = [];
    private readonly List<EksIngressResource> _ingresses = [];

    /// <summary>The managed node groups, in the order in which they were added.</summary>
    public IReadOnlyList<EksNodeGroupResource> NodeGroups => _nodeGroups;

    /// <summary>The Ingresses, in the order in which they were added.</summary>
    public IReadOnlyList<EksIngressResource> Ingresses => _ingresses;

    internal IAWSSDKConfig? AwsSdkConfig { get; set; }

    /// <summary>Region of <c>WithRegion</c>; null for that of the AWS SDK configuration.</summary>
    internal string? OwnRegion { get; set; }

    /// <summary>The AWS region; null if none was given.</summary>
    internal string? Region => OwnRegion ?? AwsSdkConfig?.Region?.SystemName;

    internal string? KubernetesVersion { get; set; }

    internal NetworkSpec? NewNetwork { get; set; }

    internal EksExistingVpc? ExistingVpc { get; set; }

    internal EndpointAccessSpec? EndpointAccess { get; set; }

    internal ClusterAuthenticationMode? AuthenticationMode { get; set; }

    internal bool UsesPodIdentity { get; set; }

    internal bool HasPodReadinessGates { get; set; }

    internal Dictionary<string, ReferenceExpression> Tags { get; } = new(StringComparer.Ordinal);

    internal void Add(EksNodeGroupResource nodeGroup) => _nodeGroups.Add(nodeGroup);

    internal void Add(EksIngressResource ingress) => _ingresses.Add(ingress);
}
