namespace EksIngress.Alb.Lint;

/// <summary>Annotations under <c>alb.ingress.kubernetes.io/</c> that the controller reads, with the syntax of their values.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
internal static class AnnotationCatalog
{
    /// <summary>Names that older controllers, other controllers or memory suggest, and the one that is read.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["attributes"] = "load-balancer-attributes",
        ["security-group-inbound-cidrs"] = "inbound-cidrs",
        ["whitelist-source-range"] = "inbound-cidrs",
        ["ssl-cert"] = "certificate-arn",
        ["certificate"] = "certificate-arn",
        ["name"] = "load-balancer-name",
        ["type"] = "target-type",
        ["group"] = "group.name",
        ["order"] = "group.order",
        ["health-check-path"] = "healthcheck-path",
        ["wafv2-arn"] = "wafv2-acl-arn",
        ["ssl-redirect-port"] = "ssl-redirect",
        ["idle-timeout"] = "load-balancer-attributes",
    };

    public static IReadOnlyList<AnnotationEntry> Entries { get; } =
    [
        Text("load-balancer-name"), Text("group.name"), Of("group.order", AnnotationType.Integer), Of("tags", AnnotationType.StringMap, true),
        Enum("ip-address-type", false, "ipv4", "dualstack", "dualstack-without-public-ipv4"), Enum("scheme", false, "internal", "internet-facing"),
        Of("subnets", AnnotationType.StringList), Of("security-groups", AnnotationType.StringList),
        Of("manage-backend-security-group-rules", AnnotationType.Boolean), Text("customer-owned-ipv4-pool"),
        Of("load-balancer-attributes", AnnotationType.StringMap), Text("wafv2-acl-arn"), Text("wafv2-acl-name"), Text("waf-acl-id"),
        Text("web-acl-id"), Of("shield-advanced-protection", AnnotationType.Boolean), Of("listen-ports", AnnotationType.Json),
        Of("ssl-redirect", AnnotationType.Integer), Of("inbound-cidrs", AnnotationType.StringList),
        Of("security-group-prefix-lists", AnnotationType.StringList), Of("certificate-arn", AnnotationType.StringList), Text("ssl-policy"),
        Enum("target-type", true, "instance", "ip"), Enum("backend-protocol", true, "HTTP", "HTTPS"),
        Enum("backend-protocol-version", true, "HTTP1", "HTTP2", "GRPC"), Of("target-group-attributes", AnnotationType.StringMap, true),
        Text("healthcheck-port", true), Enum("healthcheck-protocol", true, "HTTP", "HTTPS"), Text("healthcheck-path", true),
        Of("healthcheck-interval-seconds", AnnotationType.Integer, true), Of("healthcheck-timeout-seconds", AnnotationType.Integer, true),
        Of("healthy-threshold-count", AnnotationType.Integer, true), Of("unhealthy-threshold-count", AnnotationType.Integer, true),
        Text("success-codes", true), Enum("auth-type", true, "none", "oidc", "cognito"), Of("auth-idp-cognito", AnnotationType.Json, true),
        Of("auth-idp-oidc", AnnotationType.Json, true),
        Enum("auth-on-unauthenticated-request", true, "authenticate", "allow", "deny"), Text("auth-scope", true),
        Text("auth-session-cookie", true), Of("auth-session-timeout", AnnotationType.Integer, true), Of("jwt-validation", AnnotationType.Json),
        Of("use-regex-path-match", AnnotationType.Boolean), Of("target-node-labels", AnnotationType.StringMap, true),
        Of("mutual-authentication", AnnotationType.Json), Of("multi-cluster-target-group", AnnotationType.Boolean, true),
        Of("minimum-load-balancer-capacity", AnnotationType.StringMap), Text("ipam-ipv4-pool-id"),
        Of("create-acm-cert", AnnotationType.Boolean), Text("acm-pca-arn"), Text("dry-run-plan"),
        Of("enable-frontend-nlb", AnnotationType.Boolean), Enum("frontend-nlb-scheme", false, "internal", "internet-facing"),
        Of("frontend-nlb-subnets", AnnotationType.StringList), Of("frontend-nlb-security-groups", AnnotationType.StringList),
        Of("frontend-nlb-listener-port-mapping", AnnotationType.StringMap), Of("frontend-nlb-eip-allocations", AnnotationType.StringList),
        Text("frontend-nlb-healthcheck-port"), Enum("frontend-nlb-healthcheck-protocol", false, "HTTP", "HTTPS"),
        Text("frontend-nlb-healthcheck-path"), Of("frontend-nlb-healthcheck-interval-seconds", AnnotationType.Integer),
        Of("frontend-nlb-healthcheck-timeout-seconds", AnnotationType.Integer),
        Of("frontend-nlb-healthcheck-healthy-threshold-count", AnnotationType.Integer),
        Of("frontend-nlb-healthcheck-unhealthy-threshold-count", AnnotationType.Integer), Text("frontend-nlb-healthcheck-success-codes"),
        Of("frontend-nlb-tags", AnnotationType.StringMap), Of("frontend-nlb-attributes", AnnotationType.StringMap),
        Of("actions.", AnnotationType.Json), Of("conditions.", AnnotationType.Json), Of("transforms.", AnnotationType.Json),
        Of("listener-attributes.", AnnotationType.StringMap), Of("target-control-port.", AnnotationType.Integer),
    ];

    /// <summary>Null when no such annotation is read.</summary>
    public static AnnotationEntry? Find(string suffix) => Entries.FirstOrDefault(entry =>
        entry.IsFamily ? suffix.StartsWith(entry.Suffix, StringComparison.Ordinal) && suffix.Length > entry.Suffix.Length : entry.Suffix == suffix);

    /// <summary>The annotation that was most likely meant; null when none is near.</summary>
    public static string? FindNearest(string suffix)
    {
        if (Aliases.TryGetValue(suffix.ToLowerInvariant(), out var alias))
        {
            return alias;
        }

        var dot = suffix.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && EditDistance.Nearest(suffix[..dot], Entries.Where(entry => entry.IsFamily).Select(entry => entry.Suffix[..^1])) is { } family)
        {
            return family + suffix[dot..];
        }

        return EditDistance.Nearest(suffix, Entries.Where(entry => !entry.IsFamily).Select(entry => entry.Suffix));
    }

    private static AnnotationEntry Text(string suffix, bool onService = false) => Of(suffix, AnnotationType.Text, onService);

    private static AnnotationEntry Of(string suffix, AnnotationType type, bool onService = false) => new(suffix, type, onService, []);

    private static AnnotationEntry Enum(string suffix, bool onService, params string[] values) =>
        new(suffix, AnnotationType.Text, onService, values);
}
