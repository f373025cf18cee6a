using System.Diagnostics.CodeAnalysis;
using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <summary>
/// What a project is to the cluster that it runs in. Replicas come from <c>WithReplicas</c>; probes from <c>WithHttpProbe</c>, or a readiness probe
/// from <c>WithHttpHealthCheck</c>.
/// </summary>
public static class EksProjectExtensions
{
    /// <summary>
    /// Gives the project's pods an IAM role of their own with the permissions of a policy. The trust policy names the project's
    /// ServiceAccount and nothing else; the pods get its temporary credentials. Several calls add up.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="policy">
    /// IAM policy document: JSON with <c>Version</c> and <c>Statement</c>, at most 6144 characters; or the ARN of a policy that is there, for example
    /// <c>arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess</c>.
    /// </param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html</remarks>
    public static IResourceBuilder<ProjectResource> WithIamPolicy(
        this IResourceBuilder<ProjectResource> builder, [StringSyntax(StringSyntaxAttribute.Json)] string policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(policy);
        var iam = EksIamAnnotation.Of(builder.Resource);
        (policy.StartsWith("arn:", StringComparison.Ordinal) ? iam.ManagedPolicyArns : iam.PolicyDocuments).Add(ReferenceExpression.Create($"{policy}"));
        return builder;
    }

    /// <summary>Gives the project's pods an IAM role with a policy document that has parameters in it, for example the ARN of a bucket.</summary>
    /// <inheritdoc cref="WithIamPolicy(IResourceBuilder{ProjectResource}, string)"/>
    public static IResourceBuilder<ProjectResource> WithIamPolicy(this IResourceBuilder<ProjectResource> builder, ReferenceExpression policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        EksIamAnnotation.Of(builder.Resource).PolicyDocuments.Add(policy);
        return builder;
    }

    /// <summary>Gives the project's pods an IAM role with a policy that is there and whose ARN is given when the environment is built.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="policyArn">Its ARN.</param>
    public static IResourceBuilder<ProjectResource> WithIamPolicy(
        this IResourceBuilder<ProjectResource> builder, IResourceBuilder<ParameterResource> policyArn)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policyArn);
        EksIamAnnotation.Of(builder.Resource).ManagedPolicyArns.Add(ReferenceExpression.Create($"{policyArn.Resource}"));
        return builder;
    }

    /// <summary>Gives the project's pods an IAM role of this name. Default: a name made of environment, region and project.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="roleName">1 to 64 letters, digits and <c>+=,.@_-</c>.</param>
    public static IResourceBuilder<ProjectResource> WithIamRole(this IResourceBuilder<ProjectResource> builder, string roleName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(roleName);
        EksIamAnnotation.Of(builder.Resource).RoleName = roleName;
        return builder;
    }

    /// <summary>Gives the project's pods the credentials of their IAM role, which this makes if need be, by EKS Pod Identity instead of IRSA.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html</remarks>
    public static IResourceBuilder<ProjectResource> WithPodIdentity(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        EksIamAnnotation.Of(builder.Resource).UsesPodIdentity = true;
        return builder;
    }

    /// <summary>Sets CPU and memory of one pod, as Kubernetes quantities. What is null keeps its default.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="cpuRequest">CPU that the scheduler sets aside, for example <c>250m</c>. Default: <c>100m</c>.</param>
    /// <param name="memoryRequest">Memory that the scheduler sets aside, for example <c>256Mi</c>. Default: <c>128Mi</c>.</param>
    /// <param name="cpuLimit">CPU above which the pod is throttled, at least the request. Default: no limit.</param>
    /// <param name="memoryLimit">Memory above which the pod is killed, at least the request. Default: <c>512Mi</c>.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/</remarks>
    public static IResourceBuilder<ProjectResource> WithResources(
        this IResourceBuilder<ProjectResource> builder,
        string? cpuRequest = null,
        string? memoryRequest = null,
        string? cpuLimit = null,
        string? memoryLimit = null)
    {
        var resources = new ResourcesSpec { CpuLimit = cpuLimit };
        return builder.With(workload => workload.Resources = resources with
        {
            CpuRequest = cpuRequest ?? resources.CpuRequest,
            MemoryRequest = memoryRequest ?? resources.MemoryRequest,
            MemoryLimit = memoryLimit ?? resources.MemoryLimit,
        });
    }

    /// <summary>
    /// Says how long a pod that ends, in a rollout or when the number of pods shrinks, goes on serving before the program gets SIGTERM: the time in which load
    /// balancers and Services stop sending to it. It becomes <c>lifecycle.preStop.sleep</c>.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="sleep">
    /// 0 to 3600 whole seconds, less than the grace period. Zero for no hook: the program then has to go on serving after SIGTERM by itself, or requests are lost. Default:
    /// 20 seconds for a project with an endpoint, none for others.
    /// </param>
    /// <remarks>
    /// Source: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/. How long it takes: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064
    /// </remarks>
    public static IResourceBuilder<ProjectResource> WithPreStopSleep(this IResourceBuilder<ProjectResource> builder, TimeSpan sleep) =>
        builder.With(workload => workload.PreStopSleep = sleep);

    /// <summary>
    /// Says how long a pod that ends has in all, the sleep of <see cref="WithPreStopSleep"/> included, before what still runs is killed. What comes after the sleep is the time
    /// for requests that have begun; a host that needs more than 30 seconds for them wants a longer <c>HostOptions.ShutdownTimeout</c> as well.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="gracePeriod">
    /// 1 to 7200 whole seconds, and at least the deregistration delay of the target group where an Ingress says one. Default: the sleep and then 30 seconds, or the
    /// deregistration delay if that is longer.
    /// </param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination</remarks>
    public static IResourceBuilder<ProjectResource> WithTerminationGracePeriod(this IResourceBuilder<ProjectResource> builder, TimeSpan gracePeriod) =>
        builder.With(workload => workload.TerminationGracePeriod = gracePeriod);

    /// <summary>
    /// Makes the number of pods follow their use of CPU and memory, by a HorizontalPodAutoscaler; <c>WithReplicas</c> then counts while the AppHost
    /// runs only. The metrics server is installed with the environment.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="minReplicas">Smallest number of pods, 1 to 1000.</param>
    /// <param name="maxReplicas">Largest number of pods, from the smallest to 1000.</param>
    /// <param name="targetCpuPercent">Average CPU use that is aimed at, in percent of the request, 1 to 1000; null to look at memory only. Default: 80.</param>
    /// <param name="targetMemoryPercent">Average memory use that is aimed at, in percent of the request, 1 to 1000; null to look at CPU only. Default: null.</param>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/</remarks>
    public static IResourceBuilder<ProjectResource> WithAutoscaling(
        this IResourceBuilder<ProjectResource> builder, int minReplicas, int maxReplicas, int? targetCpuPercent = 80, int? targetMemoryPercent = null) =>
        builder.With(workload => workload.Autoscaling = new AutoscalingSpec
        {
            MinReplicas = minReplicas,
            MaxReplicas = maxReplicas,
            TargetCpuPercent = targetCpuPercent,
            TargetMemoryPercent = targetMemoryPercent,
        });

    /// <summary>Says how many pods may be away at once when nodes are drained, by a PodDisruptionBudget. Exactly one of the two.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="minAvailable">Pods that must stay: a number (<c>1</c>) or a share (<c>50%</c>).</param>
    /// <param name="maxUnavailable">Pods that may go: a number (<c>1</c>) or a share (<c>25%</c>).</param>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/</remarks>
    public static IResourceBuilder<ProjectResource> WithDisruptionBudget(
        this IResourceBuilder<ProjectResource> builder, string? minAvailable = null, string? maxUnavailable = null) =>
        builder.With(workload => workload.DisruptionBudget = new DisruptionBudgetSpec { MinAvailable = minAvailable, MaxUnavailable = maxUnavailable });

    /// <summary>Spreads the pods evenly over zones or nodes. Several calls give several constraints, at most 8.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="topologyKey">Label of nodes that makes the places: <c>topology.kubernetes.io/zone</c> (default) or <c>kubernetes.io/hostname</c>, for example.</param>
    /// <param name="maxSkew">Largest difference of pods between two places, 1 to 100. Default: 1.</param>
    /// <param name="required">True if a pod that would break the constraint waits; false if it starts anyway. Default: false.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/</remarks>
    public static IResourceBuilder<ProjectResource> WithTopologySpread(
        this IResourceBuilder<ProjectResource> builder, string topologyKey = "topology.kubernetes.io/zone", int maxSkew = 1, bool required = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(topologyKey);
        return builder.With(workload => workload.TopologySpread.Add(new TopologySpreadSpec { TopologyKey = topologyKey, MaxSkew = maxSkew, Required = required }));
    }

    /// <summary>
    /// Changes the Kubernetes objects of the project when the application is published, for what has no verb: they are typed, and more can
    /// be added. Several calls are made one after the other. While the AppHost runs nothing is called.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="configure">Gets the objects as they would be written.</param>
    public static IResourceBuilder<ProjectResource> PublishAsEksService(
        this IResourceBuilder<ProjectResource> builder, Action<EksService> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.With(workload => workload.Customizations.Add(configure));
    }

    private static IResourceBuilder<ProjectResource> With(this IResourceBuilder<ProjectResource> builder, Action<EksWorkloadAnnotation> change)
    {
        ArgumentNullException.ThrowIfNull(builder);
        change(EksWorkloadAnnotation.Of(builder.Resource));
        return builder;
    }
}
