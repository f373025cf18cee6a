using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A managed node group of an <see cref="EksEnvironmentResource"/>.</summary>
/// <param name="name">Name within the cluster.</param>
/// <param name="parent">The environment.</param>
public sealed class EksNodeGroupResource(string name, EksEnvironmentResource parent)
    : Resource(name), IResourceWithParent<EksEnvironmentResource>
{
    /// <inheritdoc/>
    public EksEnvironmentResource Parent { get; } = parent;

    /// <summary>What was said about it, with the defaults for the rest.</summary>
    internal NodeGroupSpec Spec { get; set; } = new() { Name = name };
}
