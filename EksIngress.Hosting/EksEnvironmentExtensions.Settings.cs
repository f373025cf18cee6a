using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <content>Settings of the cluster and its network.</content>
public static partial class EksEnvironmentExtensions
{
    /// <summary>Sets the AWS region, in place of that of the AWS SDK configuration.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public static IResourceBuilder<EksEnvironmentResource> WithRegion(this IResourceBuilder<EksEnvironmentResource> builder, string region)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(region);
        builder.Resource.OwnRegion = region;
        return builder;
    }

    /// <summary>Sets the range and the number of zones of the VPC that is made for the environment.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="cidr">Private IPv4 range, /16 to /20. Default without this call: <c>192.168.0.0/16</c>.</param>
    /// <param name="availabilityZones">2 to 4. Default: 2.</param>
    public static IResourceBuilder<EksEnvironmentResource> WithVpc(
        this IResourceBuilder<EksEnvironmentResource> builder, string cidr, int availabilityZones = 2)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(cidr);
        builder.Resource.NewNetwork = new NetworkSpec { Cidr = cidr, AvailabilityZoneCount = availabilityZones };
        builder.Resource.ExistingVpc = null;
        return builder;
    }

    /// <summary>Uses a VPC that is there already. It is looked at and never changed.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="vpcId">Id of the VPC; DNS support and DNS hostnames must be on.</param>
    /// <param name="privateSubnetIds">Subnets of nodes, pods and internal load balancers, in two zones at least, with a way to the internet.</param>
    /// <param name="publicSubnetIds">Subnets of internet-facing load balancers, in two zones at least; null if there is no such load balancer.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html</remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithExistingVpc(
        this IResourceBuilder<EksEnvironmentResource> builder,
        string vpcId,
        IEnumerable<string> privateSubnetIds,
        IEnumerable<string>? publicSubnetIds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(vpcId);
        ArgumentNullException.ThrowIfNull(privateSubnetIds);
        return builder.WithExisting(
            ReferenceExpression.Create($"{vpcId}"),
            privateSubnetIds.Select(id => ReferenceExpression.Create($"{id}")),
            (publicSubnetIds ?? []).Select(id => ReferenceExpression.Create($"{id}")));
    }

    /// <summary>Uses a VPC that is there already and whose ids are given when the environment is built.</summary>
    /// <inheritdoc cref="WithExistingVpc(IResourceBuilder{EksEnvironmentResource}, string, IEnumerable{string}, IEnumerable{string}?)"/>
    public static IResourceBuilder<EksEnvironmentResource> WithExistingVpc(
        this IResourceBuilder<EksEnvironmentResource> builder,
        IResourceBuilder<ParameterResource> vpcId,
        IEnumerable<IResourceBuilder<ParameterResource>> privateSubnetIds,
        IEnumerable<IResourceBuilder<ParameterResource>>? publicSubnetIds = null)
    {
        ArgumentNullException.ThrowIfNull(vpcId);
        ArgumentNullException.ThrowIfNull(privateSubnetIds);
        return builder.WithExisting(
            ReferenceExpression.Create($"{vpcId.Resource}"),
            privateSubnetIds.Select(id => ReferenceExpression.Create($"{id.Resource}")),
            (publicSubnetIds ?? []).Select(id => ReferenceExpression.Create($"{id.Resource}")));
    }

    /// <summary>Says who can reach the Kubernetes API. Default: everyone, and the VPC without a way through the internet.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="publicAccess">True if it can be reached from the internet. The provisioner must be able to reach it.</param>
    /// <param name="privateAccess">True if it can be reached from within the VPC.</param>
    /// <param name="publicCidrs">IPv4 ranges from which the public endpoint answers, at most 40; none for all.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html</remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithEndpointAccess(
        this IResourceBuilder<EksEnvironmentResource> builder, bool publicAccess, bool privateAccess, params string[] publicCidrs)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(publicCidrs);
        builder.Resource.EndpointAccess = new EndpointAccessSpec { Public = publicAccess, Private = privateAccess, PublicCidrs = [.. publicCidrs] };
        return builder;
    }

    /// <summary>Says where the cluster looks up who may use its API. Default: access entries of the EKS API.</summary>
    public static IResourceBuilder<EksEnvironmentResource> WithAuthenticationMode(
        this IResourceBuilder<EksEnvironmentResource> builder, ClusterAuthenticationMode mode)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.AuthenticationMode = mode;
        return builder;
    }

    /// <summary>Gives all AWS resources of the environment a tag.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="key">1 to 128 characters.</param>
    /// <param name="value">Up to 256 characters.</param>
    public static IResourceBuilder<EksEnvironmentResource> WithTag(this IResourceBuilder<EksEnvironmentResource> builder, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.Tags[key] = ReferenceExpression.Create($"{value}");
        return builder;
    }

    /// <summary>Gives all AWS resources of the environment a tag whose value is given when the environment is built.</summary>
    /// <inheritdoc cref="WithTag(IResourceBuilder{EksEnvironmentResource}, string, string)"/>
    public static IResourceBuilder<EksEnvironmentResource> WithTag(
        this IResourceBuilder<EksEnvironmentResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.Tags[key] = ReferenceExpression.Create($"{value.Resource}");
        return builder;
    }

    /// <summary>
    /// Gives pods the credentials of their IAM roles by EKS Pod Identity instead of IRSA, in the whole environment. The agent add-on is
    /// installed with it.
    /// </summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html</remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithPodIdentity(this IResourceBuilder<EksEnvironmentResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.UsesPodIdentity = true;
        return builder;
    }

    /// <summary>
    /// Puts the label <c>elbv2.k8s.aws/pod-readiness-gate-inject: enabled</c> on namespaces with an Ingress whose targets are pods: a new pod is ready only when the load balancer
    /// finds it healthy, so that a rolling update ends no pod before the next one gets requests. Default: no label, and the provisioner takes off again what it set.
    /// Pods get gates when they are made, and keep them until the next rolling update.
    /// </summary>
    /// <remarks>
    /// It changes what is published; while the AppHost runs, two pods of a rolling update share one process and its address, and no load balancer can tell them apart.
    /// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
    /// </remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithPodReadinessGates(this IResourceBuilder<EksEnvironmentResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.HasPodReadinessGates = true;
        return builder;
    }

    private static IResourceBuilder<EksEnvironmentResource> WithExisting(
        this IResourceBuilder<EksEnvironmentResource> builder,
        ReferenceExpression vpcId,
        IEnumerable<ReferenceExpression> privateSubnetIds,
        IEnumerable<ReferenceExpression> publicSubnetIds)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.ExistingVpc = new EksExistingVpc(vpcId, [.. privateSubnetIds], [.. publicSubnetIds]);
        builder.Resource.NewNetwork = null;
        return builder;
    }
}
