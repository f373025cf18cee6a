namespace Aspire.Hosting.ApplicationModel;

/// <summary>A managed node group of an <see cref="EksEnvironmentResource"/>.</summary>
/// <param name="name">Name within the cluster.</param>
/// <param name="parent">The environment.</param>
public sealed class EksNodeGroupResource(string name, EksEnvironmentResource parent)
    : Resource(name), IResourceWithParent<EksEnvironmentResource>
{
    /// <inheritdoc/>
    public EksEnvironmentResource Parent { get; } = parent;

    internal IReadOnlyList<string>? InstanceTypes { get; set; }

    internal EksNodeGroupScaling? Scaling { get; set; }
}
