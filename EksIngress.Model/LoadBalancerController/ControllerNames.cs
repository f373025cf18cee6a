namespace EksIngress.Model.LoadBalancerController;

/// <summary>The names that the controller's Helm chart gives to its objects; other tools look for them.</summary>
internal static class ControllerNames
{
    public const string Namespace = "kube-system";

    public const string Name = "aws-load-balancer-controller";

    public const string ServiceAccount = Name;

    public const string WebhookService = "aws-load-balancer-webhook-service";

    public const string Webhook = "aws-load-balancer-webhook";

    public const string TlsSecret = "aws-load-balancer-tls";

    public const string Image = "public.ecr.aws/eks/aws-load-balancer-controller";

    public const string IngressClass = "alb";

    /// <summary>On a namespace, with the value <c>enabled</c>: its new pods are sent to the controller, which gives them readiness gates.</summary>
    public const string ReadinessGateLabel = "elbv2.k8s.aws/pod-readiness-gate-inject";
}
