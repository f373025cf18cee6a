namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Kubernetes Ingress of an <see cref="EksEnvironmentResource"/>, and the Application Load Balancer made from it.</summary>
/// <param name="name">Name of the Ingress.</param>
/// <param name="parent">The environment.</param>
public sealed class EksIngressResource(string name, EksEnvironmentResource parent)
    : Resource(name), IResourceWithParent<EksEnvironmentResource>
{
    /// <inheritdoc/>
    public EksEnvironmentResource Parent { get; } = parent;

    internal List<EksIngressPath> Paths { get; } = [];

    internal List<string> Hostnames { get; } = [];
}
