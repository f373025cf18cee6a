namespace EksIngress.Alb.Annotations;

/// <summary>
/// Annotations that the controller knows and this model does not carry yet. Passing over one would build something else than
/// was asked for, so each is an error that names it.
/// </summary>
internal static class UnsupportedAnnotations
{
    private static readonly string[] Suffixes =
    [
        "wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id", "web-acl-id", "shield-advanced-protection",
        "auth-type", "auth-idp-oidc", "auth-idp-cognito", "auth-on-unauthenticated-request", "auth-scope",
        "auth-session-cookie", "auth-session-timeout", "jwt-validation", "mutual-authentication",
        "multi-cluster-target-group", "customer-owned-ipv4-pool", "minimum-load-balancer-capacity",
        "ipam-ipv4-pool-id", "create-acm-cert", "acm-pca-arn", "enable-frontend-nlb",
    ];

    // NAME follows: a backend, a service and port, or a field of the frontend NLB.
    private static readonly string[] Families = ["transforms.", "target-control-port.", "frontend-nlb-"];

    /// <exception cref="AlbModelException">One of them is there.</exception>
    public static void Refuse(IReadOnlyDictionary<string, string> annotations)
    {
        const string prefix = IngressAnnotations.Prefix + "/";
        foreach (var key in annotations.Keys.Order(StringComparer.Ordinal))
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var suffix = key[prefix.Length..];
            if (Suffixes.Contains(suffix, StringComparer.Ordinal) ||
                Families.Any(family => suffix.StartsWith(family, StringComparison.Ordinal)))
            {
                throw new AlbModelException($"annotation {key} is not supported here; remove it to continue");
            }
        }
    }
}
