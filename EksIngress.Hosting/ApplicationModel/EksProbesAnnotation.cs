namespace Aspire.Hosting.ApplicationModel;

/// <summary>HTTP paths that the cluster and the load balancer ask.</summary>
internal sealed record EksProbesAnnotation(string? ReadinessPath, string? LivenessPath) : IResourceAnnotation
{
    /// <summary>What the service defaults of an Aspire application map.</summary>
    public static readonly EksProbesAnnotation Default = new("/health", "/alive");
}
