using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Finds out who makes a request by its bearer token: an IAM principal or a service account.</summary>
internal sealed class Authenticator(string clusterName, IEksIdentities identities, ServiceAccountTokens tokens)
{
    private const string Scheme = "Bearer ";
    private const string EksPrefix = "k8s-aws-v1.";

    /// <param name="authorization">Value of the Authorization header; null when there was none.</param>
    /// <returns>The anonymous user when no token was sent.</returns>
    /// <exception cref="StatusException">401: the token is refused.</exception>
    public KubernetesUser Authenticate(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return KubernetesUser.Anonymous;
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw StatusException.Unauthorized();
        }

        var token = authorization[Scheme.Length..].Trim();
        var user = token.StartsWith(EksPrefix, StringComparison.Ordinal) ? FromIam(token) : tokens.Authenticate(token);
        return user ?? throw StatusException.Unauthorized();
    }

    private KubernetesUser? FromIam(string token) => identities.Authenticate(clusterName, token) is { } identity
        ? new(identity.Username, identity.Arn, [.. identity.Groups, "system:authenticated"], identity.AccessPolicies)
        {
            Extra = new Dictionary<string, IReadOnlyList<string>> { ["arn"] = [identity.Arn] },
        }
        : null;
}
