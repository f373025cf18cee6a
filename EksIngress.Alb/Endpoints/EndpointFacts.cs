using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>Objects that endpoints are resolved from; the order within a list has no meaning.</summary>
public sealed record EndpointFacts
{
    /// <summary>Services.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Slices of the Services, known by their label.</summary>
    public IReadOnlyList<EndpointSlice> EndpointSlices { get; init; } = [];

    /// <summary>Read in place of slices with <c>--enable-endpoint-slices=false</c>.</summary>
    public IReadOnlyList<EndpointsObject> Endpoints { get; init; } = [];

    /// <summary>Pods; an endpoint whose pod is not among them is passed over.</summary>
    public IReadOnlyList<Pod> Pods { get; init; } = [];

    /// <summary>Nodes.</summary>
    public IReadOnlyList<Node> Nodes { get; init; } = [];
}
