using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>How the frontend NLB asks the ALB whether it is healthy.</summary>
/// <param name="Port"><c>traffic-port</c> or a number.</param>
/// <param name="Matcher">HTTP status codes.</param>
public sealed record FrontendNlbHealthCheck(
    IntOrString Port,
    string Protocol,
    string Path,
    string Matcher,
    int IntervalSeconds,
    int TimeoutSeconds,
    int HealthyThresholdCount,
    int UnhealthyThresholdCount);
