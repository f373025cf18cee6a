namespace EksIngress.Alb.Annotations;

/// <summary>
/// Annotations that the controller knows and this model does not carry yet. Passing over one would build something else than
/// was asked for, so each is an error that names it.
/// </summary>
internal static class UnsupportedAnnotations
{
    private static readonly string[] Suffixes =
    [
        "auth-type", "auth-idp-oidc", "auth-idp-cognito", "auth-on-unauthenticated-request", "auth-scope",
        "auth-session-cookie", "auth-session-timeout", "jwt-validation", "mutual-authentication",
        "multi-cluster-target-group", "create-acm-cert", "acm-pca-arn",
    ];

    // NAME follows: a backend, or a service and port.
    private static readonly string[] Families = ["transforms.", "target-control-port."];

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
