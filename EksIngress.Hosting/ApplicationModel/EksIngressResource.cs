using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Kubernetes Ingress of an <see cref="EksEnvironmentResource"/>, and the Application Load Balancer made from it.</summary>
/// <param name="name">Name of the Ingress.</param>
/// <param name="parent">The environment.</param>
public sealed class EksIngressResource(string name, EksEnvironmentResource parent)
    : Resource(name), IResourceWithParent<EksEnvironmentResource>
{
    /// <inheritdoc/>
    public EksEnvironmentResource Parent { get; } = parent;

    internal List<EksIngressRoute> Routes { get; } = [];

    internal List<ReferenceExpression> Hostnames { get; } = [];

    internal EksIngressBackend? DefaultBackend { get; set; }

    internal EksHttps? Https { get; set; }

    internal string? Class { get; set; }

    internal IngressGroupSpec? Group { get; set; }

    internal IngressScheme? Scheme { get; set; }

    internal IngressTargetType? TargetType { get; set; }

    internal EksHealthCheck? HealthCheck { get; set; }

    internal Dictionary<string, ReferenceExpression> LoadBalancerAttributes { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ReferenceExpression> IngressAnnotations { get; } = new(StringComparer.Ordinal);
}
