namespace Aspire.Hosting;

/// <summary>EKS environments of teams that generate their manifests with Aspirate.</summary>
public static class EksAspirateExtensions
{
    /// <summary>
    /// Publishes an overlay over a tree that Aspirate generated, in place of a base of its own. Aspirate's output must lie in
    /// <c>kubernetes/base</c> of the folder that is published to; it is read and never changed. The overlay adds what Aspirate cannot
    /// emit: Ingresses, ServiceAccounts with their roles, probes, resources, security contexts, rolling updates.
    /// Generate with <c>aspirate generate --disable-secrets -o DIR/kubernetes/base</c>, and with
    /// <c>--parameter NAME=from-secret</c> for each secret parameter.
    /// </summary>
    /// <remarks>It changes what is published; while the AppHost runs, the base is the environment's own.</remarks>
    public static IResourceBuilder<EksEnvironmentResource> WithAspirateBase(this IResourceBuilder<EksEnvironmentResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new EksAspirateAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
