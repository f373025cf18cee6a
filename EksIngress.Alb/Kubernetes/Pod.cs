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

        /// <summary>Conditions that must be true before the pod is ready.</summary>
        public IReadOnlyList<ReadinessGate> ReadinessGates { get; init; } = [];
    }

    /// <summary>A condition that somebody else sets.</summary>
    public sealed record ReadinessGate
    {
        /// <summary>Type of the condition.</summary>
        public string ConditionType { get; init; } = "";
    }
}
