using System.Text;

namespace Aspire.Hosting.Dcp;

/// <summary>Address and credentials of the orchestrator's API, as it writes them.</summary>
/// <param name="CertificateAuthorityPem">The only authority its certificate is accepted from.</param>
internal sealed record KubeConfig(Uri Server, string CertificateAuthorityPem, string Token)
{
    /// <summary>
    /// Reads the three values of a file with one cluster and one user; the file may still be being written.
    /// <code>
    ///     server: https://127.0.0.1:41413
    ///     certificate-authority-data: LS0tLS1CRUdJTi…
    ///     token: abc…
    /// </code>
    /// </summary>
    /// <returns>Null while one of them is missing.</returns>
    public static KubeConfig? TryParse(string yaml)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in yaml.Split('\n'))
        {
            var separator = line.IndexOf(':', StringComparison.Ordinal);
            if (separator > 0)
            {
                values[line[..separator].TrimStart(' ', '-')] = line[(separator + 1)..].Trim().Trim('"', '\'');
            }
        }

        // Without the last line's end the token may be cut short.
        return yaml.EndsWith('\n')
            && values.TryGetValue("server", out var server) && Uri.TryCreate(server, UriKind.Absolute, out var uri)
            && values.TryGetValue("certificate-authority-data", out var authority) && TryDecode(authority) is { } pem
            && values.TryGetValue("token", out var token) && token.Length > 0
            ? new KubeConfig(uri, pem, token)
            : null;
    }

    private static string? TryDecode(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var written) && written > 0
            ? Encoding.ASCII.GetString(buffer, 0, written)
            : null;
    }
}
