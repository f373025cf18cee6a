namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Service.</summary>
internal sealed record Service
{
    public ObjectMeta Metadata { get; init; } = new();

    public Specification Spec { get; init; } = new();

    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <exception cref="AlbModelException">The Service has no such port.</exception>
    public Port GetPort(IntOrString port)
    {
        var found = Spec.Ports.FirstOrDefault(candidate => port.IsNumber ? candidate.Number == port.Number : candidate.Name == port.ToString())
            ?? throw new AlbModelException($"unable to find port {port} on service {Key}");
        // The API server fills this in; a manifest read from a file may leave it out.
        return found.TargetPort == default ? found with { TargetPort = IntOrString.Of(found.Number) } : found;
    }

    internal sealed record Specification
    {
        public string Type { get; init; } = "ClusterIP";

        public IReadOnlyList<string> IpFamilies { get; init; } = [];

        public IReadOnlyList<Port> Ports { get; init; } = [];
    }

    internal sealed record Port
    {
        public string Name { get; init; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("port")]
        public int Number { get; init; }

        public IntOrString TargetPort { get; init; }

        /// <summary>0 when the Service has none.</summary>
        public int NodePort { get; init; }
    }
}
