namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Pod, as far as targets and readiness gates need it.</summary>
public sealed record Pod
{
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
    public int GetContainerPort(IntOrString port)
    {
        var containers = Spec.Containers.Concat(Spec.InitContainers.Where(container => container.RestartPolicy == "Always"));
        return port.IsNumber
            ? port.Number
            : containers.SelectMany(container => container.Ports).FirstOrDefault(candidate => candidate.Name == port.ToString())?.Number
                ?? throw new AlbModelException($"unable to find port {port} on pod {Key}");
    }

    /// <summary>A container.</summary>
    public sealed record Container
    {
        /// <summary><c>Always</c> makes a sidecar of an init container.</summary>
        public string? RestartPolicy { get; init; }

        /// <summary>Ports that it names.</summary>
        public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
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
