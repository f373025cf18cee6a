namespace EksIngress.Alb.Kubernetes;

/// <summary>networking.k8s.io/v1 IngressClass.</summary>
internal sealed record IngressClass
{
    /// <summary>Value of spec.controller that the AWS Load Balancer Controller claims for ALBs.</summary>
    public const string AlbController = "ingress.k8s.aws/alb";

    public ObjectMeta Metadata { get; init; } = new();

    public Specification Spec { get; init; } = new();

    internal sealed record Specification
    {
        public string Controller { get; init; } = "";

        public ParametersReference? Parameters { get; init; }
    }

    internal sealed record ParametersReference
    {
        public string? ApiGroup { get; init; }

        public string Kind { get; init; } = "";

        public string Name { get; init; } = "";
    }
}
