using System.Globalization;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Takes the client id and secret of an OpenID Connect provider out of a Secret, and remembers which Secrets were used.</summary>
/// <param name="configuration">The label that Secrets must have matters here.</param>
/// <param name="cluster">Where Secrets are found.</param>
public sealed class OidcSecretReader(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private readonly List<NamespacedName> _used = [];

    /// <summary>In the order of use; a change of one changes the stack.</summary>
    public IReadOnlyList<NamespacedName> Used => _used;

    /// <summary>Credentials without the white space and control characters at their ends.</summary>
    /// <param name="key">The Secret.</param>
    /// <exception cref="AlbModelException">The Secret is missing, lacks the required label, or lacks a key.</exception>
    public (string ClientId, string ClientSecret) Get(NamespacedName key)
    {
        var secret = cluster.FindSecret(key) ?? throw new AlbModelException(NotFound.Secret(key.Name));
        RequireLabel(secret);
        // Controllers before version 2 wrote clientId.
        var clientId = secret.Find("clientID") ?? secret.Find("clientId") ?? throw new AlbModelException($"missing clientID, secret: {key}");
        var clientSecret = secret.Find("clientSecret") ?? throw new AlbModelException($"missing clientSecret, secret: {key}");
        _used.Add(key);
        return (clientId.TrimEnd(), TrimEndControls(clientSecret));
    }

    private void RequireLabel(Secret secret)
    {
        var label = configuration.RequiredSecretsLabel;
        var equals = label.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return;
        }

        var (key, value) = (label[..equals], label[(equals + 1)..]);
        if (!secret.Metadata.Labels.TryGetValue(key, out var actual) || actual != value)
        {
            throw new AlbModelException(
                $"secret {secret.Key} is missing required label {key}={value}; actual labels: {GoText.Map(secret.Metadata.Labels)}");
        }
    }

    private static string TrimEndControls(string text)
    {
        var end = text.Length;
        while (end > 0 && char.GetUnicodeCategory(text[end - 1]) == UnicodeCategory.Control)
        {
            end--;
        }

        return text[..end];
    }
}
