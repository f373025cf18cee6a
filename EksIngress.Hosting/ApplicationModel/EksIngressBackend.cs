using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What answers a request. A closed set.</summary>
internal abstract record EksIngressBackend
{
    private EksIngressBackend() { }

    /// <summary>An endpoint of a project.</summary>
    internal sealed record Forward(EndpointReference Endpoint) : EksIngressBackend;

    /// <summary>Endpoints of several projects, by weight.</summary>
    internal sealed record Weighted(IReadOnlyList<EksWeightedBackend> Backends, TimeSpan? Stickiness) : EksIngressBackend;

    /// <summary>A response of the load balancer's own.</summary>
    internal sealed record FixedResponse(FixedResponseSpec Response) : EksIngressBackend;

    /// <summary>A redirect.</summary>
    internal sealed record Redirect(RedirectSpec Target) : EksIngressBackend;
}
