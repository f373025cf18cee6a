using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Endpoints, which slices have replaced; read with <c>--enable-endpoint-slices=false</c> only.</summary>
public sealed record EndpointsObject
{
    /// <summary>Name and namespace: those of the Service.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Addresses that have the same ports.</summary>
    public IReadOnlyList<Subset> Subsets { get; init; } = [];

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>The same as slices, one for each subset.</summary>
    internal IEnumerable<EndpointSlice> ToSlices() => Subsets.Select(subset => new EndpointSlice
    {
        Ports = subset.Ports,
        Endpoints =
        [
            .. subset.Addresses.Select(address => address.ToEndpoint(ready: true)),
            .. subset.NotReadyAddresses.Select(address => address.ToEndpoint(ready: false)),
        ],
    });

    /// <summary>Addresses that have the same ports.</summary>
    public sealed record Subset
    {
        /// <summary>Of pods that are ready.</summary>
        public IReadOnlyList<Address> Addresses { get; init; } = [];

        /// <summary>Of the others.</summary>
        public IReadOnlyList<Address> NotReadyAddresses { get; init; } = [];

        /// <summary>Ports of every address.</summary>
        public IReadOnlyList<EndpointSlice.Port> Ports { get; init; } = [];
    }

    /// <summary>Address of a pod.</summary>
    public sealed record Address
    {
        /// <summary>IPv4 or IPv6.</summary>
        [JsonPropertyName("ip")]
        public string Ip { get; init; } = "";

        /// <summary>The pod; null for addresses that somebody wrote by hand.</summary>
        public EndpointSlice.ObjectReference? TargetRef { get; init; }

        internal EndpointSlice.Endpoint ToEndpoint(bool ready) => new()
        {
            Addresses = [Ip],
            Conditions = new EndpointSlice.EndpointConditions { Ready = ready, Terminating = false },
            TargetRef = TargetRef,
        };
    }
}
