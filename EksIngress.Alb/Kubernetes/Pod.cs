namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Pod, as far as targets and readiness gates need it.</summary>
public sealed record Pod
{
    /// <summary>Annotation with the names of containers that speak QUIC, comma-separated.</summary>
    public const string QuicContainersAnnotation = "service.beta.kubernetes.io/aws-load-balancer-quic-enabled-containers";

    /// <summary>Name, labels and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Node and readiness gates.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Conditions.</summary>
    public Condition.List Status { get; init; } = new();

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Node and readiness gates.</summary>
    public sealed record Specification
    {
        /// <summary>Empty until the pod is scheduled.</summary>
        public string NodeName { get; init; } = "";

        /// <summary>Containers.</summary>
        public IReadOnlyList<Container> Containers { get; init; } = [];

        /// <summary>Those that restart always are sidecars, and their ports count.</summary>
        public IReadOnlyList<Container> InitContainers { get; init; } = [];

        /// <summary>Conditions that must be true before the pod is ready.</summary>
        public IReadOnlyList<ReadinessGate> ReadinessGates { get; init; } = [];
    }

    /// <summary>The number of a port, by number or by name.</summary>
    /// <exception cref="AlbModelException">No container has a port of that name.</exception>
    public int GetContainerPort(IntOrString port) => port.IsNumber
        ? port.Number
        : Serving.SelectMany(container => container.Ports).FirstOrDefault(candidate => candidate.Name == port.ToString())?.Number
            ?? throw new AlbModelException($"unable to find port {port} on pod {Key}");

    /// <summary>
    /// QUIC server id of the container that has a port, as Elastic Load Balancing takes it: <c>0x</c> and hexadecimal digits. A port that no
    /// container names has that of the first container with one.
    /// </summary>
    /// <param name="port">Port of a container.</param>
    /// <param name="variable">Environment variable with the id, in Base64: flag <c>--quic-environment-variable-name</c>.</param>
    /// <returns>Null when the pod has no annotation <see cref="QuicContainersAnnotation"/>, or no container has a valid id.</returns>
    public string? FindQuicServerId(int port, string variable)
    {
        if (!Metadata.Annotations.ContainsKey(QuicContainersAnnotation))
        {
            return null;
        }

        var ids = Serving.Select(container => (container.Ports, Id: container.FindQuicServerId(variable))).Where(pair => pair.Id is not null).ToList();
        return ids.LastOrDefault(pair => pair.Ports.Any(candidate => candidate.Number == port)).Id ?? ids.FirstOrDefault().Id;
    }

    // Init containers that restart always run beside the others.
    private IEnumerable<Container> Serving => Spec.Containers.Concat(Spec.InitContainers.Where(container => container.RestartPolicy == "Always"));

    /// <summary>A container.</summary>
    public sealed record Container
    {
        /// <summary>Its name.</summary>
        public string Name { get; init; } = "";

        /// <summary>Its environment.</summary>
        public IReadOnlyList<EnvironmentVariable> Env { get; init; } = [];

        /// <summary><c>Always</c> makes a sidecar of an init container.</summary>
        public string? RestartPolicy { get; init; }

        /// <summary>Ports that it names.</summary>
        public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

        internal string? FindQuicServerId(string variable)
        {
            if (Env.FirstOrDefault(candidate => candidate.Name == variable) is not { Value: var text } || text.AsSpan().ContainsAny(" \t"))
            {
                return null;
            }

            var bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out var length) ? $"0x{Convert.ToHexStringLower(bytes.AsSpan(0, length))}" : null;
        }
    }

    /// <summary>A variable of a container's environment.</summary>
    public sealed record EnvironmentVariable
    {
        /// <summary>Its name.</summary>
        public string Name { get; init; } = "";

        /// <summary>Its value; empty when it comes from elsewhere.</summary>
        public string Value { get; init; } = "";
    }

    /// <summary>A port of a container.</summary>
    public sealed record ContainerPort
    {
        /// <summary>Empty when it has none.</summary>
        public string Name { get; init; } = "";

        /// <summary>1 to 65535.</summary>
        [System.Text.Json.Serialization.JsonPropertyName("containerPort")]
        public int Number { get; init; }
    }

    /// <summary>A condition that somebody else sets.</summary>
    public sealed record ReadinessGate
    {
        /// <summary>Type of the condition.</summary>
        public string ConditionType { get; init; } = "";
    }
}
