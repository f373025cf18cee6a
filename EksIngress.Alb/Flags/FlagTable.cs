namespace EksIngress.Alb.Flags;

/// <summary>Every flag that the controller has.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/ and the flags that the program itself binds</remarks>
internal static class FlagTable
{
    private static readonly Dictionary<string, FlagKind> Kinds = Create();

    /// <summary>Names of all flags.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    public static FlagKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    private static Dictionary<string, FlagKind> Create()
    {
        var kinds = new Dictionary<string, FlagKind>(StringComparer.Ordinal);
        Add(
            FlagKind.Text,
            "aws-region", "aws-vpc-id", "aws-vpc-tag-key", "backend-security-group", "cluster-name", "default-load-balancer-scheme", "default-pca-arn",
            "default-ssl-policy", "default-target-type", "health-probe-bind-addr", "ingress-class", "kube-ca-pem-filepath", "kubeconfig",
            "leader-election-id", "leader-election-namespace", "load-balancer-class", "log-level", "metrics-bind-addr", "quic-environment-variable-name",
            "required-secrets-label", "watch-namespace", "webhook-cert-dir", "webhook-cert-file", "webhook-key-file");
        Add(
            FlagKind.Switch,
            "disable-ingress-class-annotation", "disable-ingress-group-name-annotation", "disable-restricted-sg-rules", "enable-backend-security-group",
            "enable-endpoint-slices", "enable-leader-election", "enable-manage-backend-security-group-rules", "enable-pod-readiness-gate-inject",
            "enable-shield", "enable-waf", "enable-wafv2", "tolerate-non-existent-backend-action", "tolerate-non-existent-backend-service");
        Add(
            FlagKind.Integer,
            "alb-gateway-max-concurrent-reconciles", "aws-max-retries", "gateway-class-max-concurrent-reconciles",
            "globalaccelerator-max-concurrent-reconciles", "ingress-max-concurrent-reconciles", "max-targets-per-target-group",
            "nlb-gateway-max-concurrent-reconciles", "service-max-concurrent-reconciles", "targetgroupbinding-max-concurrent-reconciles",
            "webhook-bind-port");
        Add(
            FlagKind.Duration,
            "globalaccelerator-max-exponential-backoff-delay", "lb-stabilization-monitor-interval", "sync-period",
            "targetgroupbinding-max-exponential-backoff-delay", "targetgroupbinding-requeue-duration");
        Add(FlagKind.List, "allowed-certificate-authority-arns", "external-managed-tags");
        Add(FlagKind.Pairs, "aws-api-endpoints", "aws-vpc-tags", "default-tags", "service-target-eni-security-group-tags");
        Add(FlagKind.Gates, "feature-gates");
        Add(FlagKind.Throttle, "aws-api-throttle");
        return kinds;

        void Add(FlagKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                kinds.Add(name, kind);
            }
        }
    }
}
