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

    /// <summary>Rules in the order in which the ALB tries them; at least one.</summary>
    public IReadOnlyList<IngressRuleSpec> Rules { get; init; } = [];

    /// <summary>Further annotations, for example <c>alb.ingress.kubernetes.io/certificate-arn</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
