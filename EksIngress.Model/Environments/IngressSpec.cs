namespace EksIngress.Model.Environments;

/// <summary>A Kubernetes Ingress that the AWS Load Balancer Controller turns into an ALB.</summary>
public sealed record IngressSpec
{
    /// <summary>Name of the Ingress: a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>Kubernetes namespace; its rules name workloads of this namespace. Default: <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>IngressClass. Default: <c>alb</c>, which comes with the controller; any other is made for this environment.</summary>
    public string Class { get; init; } = "alb";

    /// <summary>Who can reach the ALB. Default: the internet.</summary>
    public IngressScheme Scheme { get; init; } = IngressScheme.InternetFacing;

    /// <summary>What the ALB sends requests to. Default: the pods themselves.</summary>
    public IngressTargetType TargetType { get; init; } = IngressTargetType.Ip;

    /// <summary>The ALB that it shares with other Ingresses; null for one of its own.</summary>
    public IngressGroupSpec? Group { get; init; }

    /// <summary>HTTPS; null for HTTP on port 80 only.</summary>
    public IngressHttpsSpec? Https { get; init; }

    /// <summary>What answers requests that no rule fits; null for the ALB's own 404.</summary>
    public IngressBackendSpec? DefaultBackend { get; init; }

    /// <summary>Rules in the order in which the ALB tries them, at most 100; at least one, or a default backend.</summary>
    public IReadOnlyList<IngressRuleSpec> Rules { get; init; } = [];

    /// <summary>Health checks of its targets; null for the ALB's defaults, at each workload's readiness path.</summary>
    public HealthCheckSpec? HealthCheck { get; init; }

    /// <summary>Attributes of the ALB, for example <c>idle_timeout.timeout_seconds</c>.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    public IReadOnlyDictionary<string, string>? LoadBalancerAttributes { get; init; }

    /// <summary>Further annotations, for example <c>alb.ingress.kubernetes.io/wafv2-acl-arn</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>What its requests can end at: the rules, then the default backend.</summary>
    internal IEnumerable<IngressBackendSpec> Backends => DefaultBackend is null ? Rules : Rules.Append(DefaultBackend);
}
