using Aspire.Hosting.AWS;
using EksIngress.Hosting;
using EksIngress.Hosting.Deployment;
using EksIngress.Hosting.Local;
using EksIngress.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Amazon EKS as the place where an application runs.</summary>
public static partial class EksEnvironmentExtensions
{
    /// <summary>
    /// Adds an EKS cluster. When the AppHost runs, the cluster and the AWS account around it are emulated on this machine
    /// and the projects are its pods; when it publishes, <c>environment.json</c> and a <c>kubernetes/</c> tree are written
    /// next to the manifest, from which the provisioner builds the cluster on AWS.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the environment and of its cluster: 1 to 40 lower-case letters, digits and hyphens, starting with a letter.</param>
    /// <exception cref="DistributedApplicationException">
    /// The emulator or the provisioner is neither a project that the AppHost refers to nor an installed tool, and the AppHost needs both to run.
    /// </exception>
    public static IResourceBuilder<EksEnvironmentResource> AddEksEnvironment(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var environment = builder.AddResource(new EksEnvironmentResource(name))
            .WithIconName("CloudFlow")
            .WithInitialState(EksSnapshots.Initial("EKS environment"))
            .ExcludeFromManifest();
        return builder.ExecutionContext.IsPublishMode
            ? environment.WithEksPublishStep().WithEksDeploySteps()
            : environment.WithLocalEnvironment();
    }

    /// <summary>Takes region and profile from an AWS SDK configuration. The environment needs a region.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="awsSdkConfig">What <c>AddAWSSDKConfig</c> made. Its profile is not used while the AppHost runs: nothing then reaches AWS.</param>
    public static IResourceBuilder<EksEnvironmentResource> WithReference(
        this IResourceBuilder<EksEnvironmentResource> builder, IAWSSDKConfig awsSdkConfig)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(awsSdkConfig);
        builder.Resource.AwsSdkConfig = awsSdkConfig;
        return builder;
    }

    /// <summary>Sets the Kubernetes minor version of control plane and nodes, for example <c>1.34</c>, which is the default.</summary>
    public static IResourceBuilder<EksEnvironmentResource> WithKubernetesVersion(
        this IResourceBuilder<EksEnvironmentResource> builder, string version)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(version);
        builder.Resource.KubernetesVersion = version;
        return builder;
    }

    /// <summary>Adds a managed node group; an environment needs at least one. Default: 2 to 4 nodes of type <c>m5.large</c>.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="name">Name of the node group within the cluster.</param>
    public static IResourceBuilder<EksNodeGroupResource> AddNodeGroup(this IResourceBuilder<EksEnvironmentResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var nodeGroup = new EksNodeGroupResource(name, builder.Resource);
        builder.Resource.Add(nodeGroup);
        return builder.ApplicationBuilder.AddResource(nodeGroup)
            .WithIconName("ServerMultiple")
            .WithInitialState(EksSnapshots.Initial("EKS node group"))
            .ExcludeFromManifest();
    }

    /// <summary>Adds an Ingress, from which the AWS Load Balancer Controller makes an internet-facing Application Load Balancer.</summary>
    /// <param name="builder">The environment.</param>
    /// <param name="name">Name of the Ingress: a DNS label.</param>
    public static IResourceBuilder<EksIngressResource> AddIngress(this IResourceBuilder<EksEnvironmentResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var ingress = new EksIngressResource(name, builder.Resource);
        builder.Resource.Add(ingress);
        return builder.ApplicationBuilder.AddResource(ingress)
            .WithIconName("GlobeArrowForward")
            .WithInitialState(EksSnapshots.Initial("Application Load Balancer"))
            .ExcludeFromManifest();
    }
}
