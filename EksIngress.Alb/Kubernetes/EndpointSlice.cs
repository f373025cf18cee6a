using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>discovery.k8s.io/v1 EndpointSlice.</summary>
public sealed record EndpointSlice
{
    /// <summary>Label with the name of the Service that a slice belongs to.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>Name, namespace and labels.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary><c>IPv4</c>, <c>IPv6</c> or <c>FQDN</c>.</summary>
    public string AddressType { get; init; } = "";

    /// <summary>Pods and whether they are ready.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Ports of every endpoint of the slice.</summary>
    public IReadOnlyList<Port> Ports { get; init; } = [];

    /// <summary>One pod.</summary>
    public sealed record Endpoint
    {
        /// <summary>The first one counts.</summary>
        public IReadOnlyList<string> Addresses { get; init; } = [];

        /// <summary>State of the pod.</summary>
        public EndpointConditions Conditions { get; init; } = new();

        /// <summary>The pod; null for addresses that somebody wrote by hand.</summary>
        public ObjectReference? TargetRef { get; init; }
    }

    /// <summary>State of an endpoint.</summary>
    public sealed record EndpointConditions
    {
        /// <summary>Null counts as ready.</summary>
        public bool? Ready { get; init; }

        /// <summary>Null counts as not terminating.</summary>
        public bool? Terminating { get; init; }
    }

    /// <summary>The object behind an endpoint.</summary>
    public sealed record ObjectReference
    {
        /// <summary>For example <c>Pod</c>.</summary>
        public string Kind { get; init; } = "";

        /// <summary>Empty is the slice's own.</summary>
        public string Namespace { get; init; } = "";

        /// <summary>Name of the object.</summary>
        public string Name { get; init; } = "";
    }

    /// <summary>A port.</summary>
    public sealed record Port
    {
        /// <summary>Name of the Service's port; empty when it has none.</summary>
        public string Name { get; init; } = "";

        /// <summary>Port of the container; 0 when it is not restricted.</summary>
        [JsonPropertyName("port")]
        public int Number { get; init; }
    }
}
