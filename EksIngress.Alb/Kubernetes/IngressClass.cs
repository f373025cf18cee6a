using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>networking.k8s.io/v1 IngressClass.</summary>
public sealed record IngressClass
{
    /// <summary>Value of spec.controller that the AWS Load Balancer Controller claims for ALBs.</summary>
    public const string AlbController = "ingress.k8s.aws/alb";

    /// <summary>Name, annotations and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Who serves the class, and with which parameters.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Who serves the class, and with which parameters.</summary>
    public sealed record Specification
    {
        /// <summary>Domain-prefixed name of the controller.</summary>
        public string Controller { get; init; } = "";

        /// <summary>Null when the class has none.</summary>
        public ParametersReference? Parameters { get; init; }
    }

    /// <summary>Names the object with the class's parameters.</summary>
    public sealed record ParametersReference
    {
        /// <summary>Null is the core group.</summary>
        public string? ApiGroup { get; init; }

        /// <summary>Kind of the object.</summary>
        public string Kind { get; init; } = "";

        /// <summary>Name of the object.</summary>
        public string Name { get; init; } = "";

        /// <summary>Whether the object is one that the controller knows: <c>IngressClassParams</c> of <c>elbv2.k8s.aws</c>.</summary>
        [JsonIgnore]
        public bool RefersToParams => ApiGroup == "elbv2.k8s.aws" && Kind == nameof(IngressClassParams);
    }
}
