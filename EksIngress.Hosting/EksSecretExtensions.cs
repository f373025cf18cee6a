namespace Aspire.Hosting;

/// <summary>Where an EKS environment gets secrets from.</summary>
public static class EksSecretExtensions
{
    /// <summary>
    /// Publishes secret parameters as ExternalSecrets of the External Secrets Operator: the cluster gets their values from a store, for example
    /// AWS Secrets Manager, under the key <paramref name="keyPrefix"/> + the parameter's name. Without it a Secret is published whose values
    /// the provisioner is given when it builds the environment, and sets in the cluster only. In neither case is a value in a file.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="storeName">Name of the store: a DNS label. Operator and store must be in the cluster already.</param>
    /// <param name="keyPrefix">What each key in the store begins with, for example <c>shop/</c>, at most 256 characters. Default: nothing.</param>
    /// <param name="namespaced">True for a <c>SecretStore</c> of the workload's namespace. Default: a <c>ClusterSecretStore</c>.</param>
    /// <remarks>It changes what is published; while the AppHost runs, processes have their secrets from Aspire.</remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithExternalSecrets(
        this IResourceBuilder<EksEnvironmentResource> builder, string storeName, string? keyPrefix = null, bool namespaced = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        return builder.WithAnnotation(new EksSecretStoreAnnotation(storeName, keyPrefix, namespaced), ResourceAnnotationMutationBehavior.Replace);
    }
}
