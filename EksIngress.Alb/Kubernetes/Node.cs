using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>v1 Node, as far as targets need it.</summary>
public sealed record Node
{
    /// <summary>Name and labels.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Instance and taints.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Conditions.</summary>
    public Condition.List Status { get; init; } = new();

    /// <summary>Instance and taints.</summary>
    public sealed record Specification
    {
        /// <summary>For example <c>aws:///eu-central-1a/i-0123456789abcdef0</c>.</summary>
        [JsonPropertyName("providerID")]
        public string ProviderId { get; init; } = "";

        /// <summary>What keeps pods away from the node.</summary>
        public IReadOnlyList<Taint> Taints { get; init; } = [];
    }

    /// <summary>Keeps pods away that do not tolerate it.</summary>
    public sealed record Taint
    {
        /// <summary>Its key.</summary>
        public string Key { get; init; } = "";

        /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
        public string Effect { get; init; } = "";
    }
}
