namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Service.</summary>
public sealed record Service
{
    /// <summary>Name, annotations and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Type, ports and pods.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>The port of that number or name.</summary>
    /// <exception cref="AlbModelException">The Service has no such port.</exception>
    public Port GetPort(IntOrString port) =>
        Spec.Ports.FirstOrDefault(candidate => port.IsNumber ? candidate.Number == port.Number : candidate.Name == port.ToString())
            ?? throw new AlbModelException($"unable to find port {port} on service {Key}");

    /// <summary>As the API server stores it: a target port that a manifest leaves out is the port itself.</summary>
    public Service WithDefaults() => this with
    {
        Spec = Spec with
        {
            Ports = [.. Spec.Ports.Select(port => port.TargetPort == default || port.TargetPort == IntOrString.Of("")
                ? port with { TargetPort = IntOrString.Of(port.Number) }
                : port)],
        },
    };

    /// <summary>Type, ports and pods.</summary>
    public sealed record Specification
    {
        /// <summary><c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>.</summary>
        public string Type { get; init; } = "ClusterIP";

        /// <summary><c>IPv4</c>, <c>IPv6</c> or both.</summary>
        public IReadOnlyList<string> IpFamilies { get; init; } = [];

        /// <summary>At least one, except for <c>ExternalName</c>.</summary>
        public IReadOnlyList<Port> Ports { get; init; } = [];

        /// <summary>Labels of its pods; empty when somebody else keeps its endpoints.</summary>
        public IReadOnlyDictionary<string, string> Selector { get; init; } = NoStrings.Map;

        /// <summary>Who makes the load balancer of a Service of that type; null leaves it to the cloud provider.</summary>
        public string? LoadBalancerClass { get; init; }
    }

    /// <summary>One port of a Service.</summary>
    public sealed record Port
    {
        /// <summary>Empty only when the Service has a single port.</summary>
        public string Name { get; init; } = "";

        /// <summary>1 to 65535.</summary>
        [System.Text.Json.Serialization.JsonPropertyName("port")]
        public int Number { get; init; }

        /// <summary>Port of the container, by number or by name.</summary>
        public IntOrString TargetPort { get; init; }

        /// <summary>0 when the Service has none.</summary>
        public int NodePort { get; init; }
    }
}
